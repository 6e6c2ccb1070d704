import type { AccountId, Credits, GrantId, Instant, ShardedMap } from '#libs/kernel/index.js';
import type { HeldPart } from './events/reservation-events.js';
import type { Term } from './events/selling-events.js';
import type { TransferPart } from './events/transfer-events.js';
import type {
  AccountKind,
  AccountStatus,
  AlertRules,
  GrantTerms,
  MemberTerms,
  MoneyLine,
  NextTerms,
  OverageBucket,
  OveragePolicy,
  OveragePrice,
  ProductPin,
  SubscriptionTerms,
} from './terms.js';

/** A grant with credits left. One with none leaves the state (rule 20). */
export interface LiveGrant extends GrantTerms {
  /** Held credits included (rule 19). */
  readonly remainingMicro: Credits;
  /** Held by reservations; never more than remains. */
  readonly heldMicro: Credits;
  /** Expired, or rolled over, by an event: only what is held is left, and what comes back is gone (rule 25). */
  readonly ended: boolean;
}

/** `[startsAt, endsAt)`, not sealed yet. */
export interface OpenPeriod extends Term {
  readonly period: number;
  /** A change counts from the next period on (rule 12). */
  readonly zone: string;
  readonly billingDay: number;
  /** Sum of the debits booked on it, corrections taken in: a figure of the account, so it fits int64 (rule 1). */
  readonly usedMicro: Credits;
  /** The same by member of the account; who used nothing is not in it. */
  readonly usedByMember: ShardedMap<Credits>;
  /** Money lines so far, in order; the overage lines come at the seal (rule 34). */
  readonly lines: readonly MoneyLine[];
}

export interface SealedPeriod extends Term {
  readonly period: number;
}

/** Kept after its period's seal: a correction may have to undo what was repaid, billed or written off (rule 28). */
export interface BucketState {
  readonly bucket: OverageBucket;
  readonly openMicro: Credits;
  /** In order of repayment; the grant as it was given, because it may have left the state. */
  readonly repayments: readonly { readonly grant: GrantTerms; readonly amountMicro: Credits }[];
  readonly billedMicro: Credits;
  readonly writtenOffMicro: Credits;
  /** The invoice line it was billed on. */
  readonly line: Pick<MoneyLine, 'line' | 'amountMinor'> | null;
}

/** An open reservation. */
export interface Hold {
  readonly reservation: string;
  readonly member: string | null;
  /** What is still held, in burn order; parts that are used up are gone. */
  readonly parts: readonly HeldPart[];
  readonly headroomMicro: Credits;
  readonly expiresAt: Instant;
}

/** When an open reservation ends by itself. */
export type HoldEnd = Pick<Hold, 'reservation' | 'expiresAt'>;

export interface LiveSubscription {
  readonly subscription: string;
  readonly product: ProductPin;
  readonly terms: SubscriptionTerms;
  readonly startedAt: Instant;
  /** The term that is paid, since the last upgrade within it; its end is when the next renewal is due. */
  readonly term: Term;
  /** Where the whole term began: an upgrade charges days of it (rule 31). */
  readonly termBeganAt: Instant;
  /** How many terms were begun. */
  readonly occurrences: number;
  /** Of this term; what an upgrade compares with (rule 31). */
  readonly allowanceMicro: Credits;
  readonly feeMinor: bigint;
  readonly grant: GrantId | null;
  /** `undefined`: it is renewed as it is. `null`: it ends. */
  readonly next: NextTerms | null | undefined;
}

export interface PendingTransfer {
  readonly transfer: string;
  readonly to: AccountId;
  readonly parts: readonly TransferPart[];
}

/**
 * Before these instants nothing falls due (rule 15); `Infinity`: nothing in sight. Exact, so that a charge costs three
 * comparisons for work that is not due.
 */
export interface DueBounds {
  /** The first open hold's end, by the wall clock. */
  readonly holds: Instant;
  /** The first subscription term's end. */
  readonly giving: Instant;
  /** The first end of a period or of a grant to be taken; `closeGrace` is added when it is looked at. */
  readonly taking: Instant;
}

/** A dispute that has not ended. */
export interface OpenDispute {
  readonly dispute: string;
  readonly key: { readonly source: string; readonly id: string };
  readonly chargedRevision: number;
  readonly disputedRevision: number;
}

export interface UnopenedAccount {
  readonly status: 'unopened';
}

export interface OpenAccountState {
  /** `open` whatever the standing: usage is charged in all of them (rule 21). */
  readonly status: 'open';
  readonly standing: AccountStatus;
  readonly account: string;
  readonly kind: AccountKind;
  readonly openedAt: Instant;
  readonly currency: string;
  readonly zone: string;
  readonly billingDay: number;
  /** By `effectiveFrom`; the first since ever. */
  readonly tariffBooks: readonly { readonly tariffBook: string; readonly effectiveFrom: Instant }[];
  readonly overagePolicy: OveragePolicy;
  /** Every price there was; version n stands at n − 1. */
  readonly overagePrices: readonly OveragePrice[];
  readonly alertRules: AlertRules;
  readonly members: ShardedMap<MemberTerms>;
  /** In burn order (rule 16), so that a charge walks it once. */
  readonly grants: readonly LiveGrant[];
  /** Used to number grants that come without an id. */
  readonly grantsMade: number;
  readonly holds: ShardedMap<Hold>;
  /** Of all of them, by time and then by id. */
  readonly holdEnds: readonly HoldEnd[];
  /** Overage headroom held by all of them (rule 23). */
  readonly heldHeadroomMicro: Credits;
  /** Held by the open reservations of each member, headroom included; who holds nothing is not in it. */
  readonly heldByMember: ShardedMap<bigint>;
  readonly subscriptions: readonly LiveSubscription[];
  readonly transfers: readonly PendingTransfer[];
  readonly disputes: readonly OpenDispute[];
  /** Unsealed, oldest first. */
  readonly periods: readonly OpenPeriod[];
  /** Oldest first. */
  readonly sealedPeriods: readonly SealedPeriod[];
  readonly overage: readonly BucketState[];
  /** Given back on lines by credit notes and corrections; one entry per line. */
  readonly creditedLines: readonly { readonly line: string; readonly amountMinor: bigint }[];
  readonly remainingMicro: Credits;
  /**
   * What remained or was in flight when the newest period opened, and was granted since: never less than what remains and
   * what may come back. Bounds rule 35's base, which must fit int64.
   */
  readonly baseMicro: Credits;
  readonly overageMicro: Credits;
  readonly nothingDueBefore: DueBounds;
}

export type AccountState = UnopenedAccount | OpenAccountState;

export const UNOPENED: AccountState = { status: 'unopened' };
