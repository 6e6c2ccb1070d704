import type { Instant, Sha256, ShardedMap, Credits, GrantId } from '#libs/kernel/index.js';
import type { Aggregate, DomainEvent } from '#libs/journal/contract.js';
import type { Tariff, TariffBook, TariffPublished } from '#libs/catalog/contract.js';
import type {
  AccountEvent,
  AccountKind,
  AccountStatus,
  AlertRules,
  GrantTerms,
  HeldPart,
  MemberTerms,
  MoneyLine,
  OverageBucket,
  OveragePolicy,
  ProductPin,
  Term,
} from '#libs/ledger/contract.js';

/** A grant with credits left, as the ledger's own fold has it. */
export interface AuditedGrant extends GrantTerms {
  /** Held credits included (rule 19). */
  readonly remainingMicro: Credits;
  readonly heldMicro: Credits;
  readonly ended: boolean;
}

export interface AuditedHold {
  readonly reservation: string;
  readonly member: string | null;
  readonly parts: readonly HeldPart[];
  readonly headroomMicro: Credits;
  readonly expiresAt: Instant;
}

export interface AuditedBucket {
  readonly bucket: OverageBucket;
  readonly openMicro: Credits;
  readonly repayments: readonly { readonly grant: { readonly grant: GrantId }; readonly amountMicro: Credits }[];
  readonly billedMicro: Credits;
  readonly writtenOffMicro: Credits;
}

export interface AuditedPeriod extends Term {
  readonly period: number;
  readonly zone: string;
  readonly billingDay: number;
  readonly usedMicro: Credits;
  readonly usedByMember: ShardedMap<Credits>;
  readonly lines: readonly MoneyLine[];
}

export interface AuditedSubscription {
  readonly subscription: string;
  readonly product: ProductPin;
  readonly term: Term;
  readonly occurrences: number;
  readonly grant: GrantId | null;
}

/** What an audit reads of the state an account's events come to. */
export interface AuditedAccount {
  readonly status: 'open';
  readonly account: string;
  readonly standing: AccountStatus;
  readonly kind: AccountKind;
  readonly openedAt: Instant;
  readonly currency: string;
  readonly zone: string;
  readonly billingDay: number;
  readonly overagePolicy: OveragePolicy;
  readonly alertRules: AlertRules;
  readonly tariffBooks: readonly { readonly tariffBook: string; readonly effectiveFrom: Instant }[];
  readonly members: ShardedMap<MemberTerms>;
  readonly grants: readonly AuditedGrant[];
  readonly holds: ShardedMap<AuditedHold>;
  readonly heldHeadroomMicro: Credits;
  readonly subscriptions: readonly AuditedSubscription[];
  readonly transfers: readonly { readonly transfer: string; readonly to: string }[];
  readonly disputes: readonly { readonly dispute: string }[];
  readonly periods: readonly AuditedPeriod[];
  readonly sealedPeriods: readonly (Term & { readonly period: number })[];
  readonly overage: readonly AuditedBucket[];
  readonly remainingMicro: Credits;
  readonly overageMicro: Credits;
}

export type AuditedState = { readonly status: 'unopened' } | AuditedAccount;

/** The domain that decided what is recorded, handed in whole: an audit folds with it and has no rules of its own. */
export interface LedgerDomain {
  readonly account: Aggregate<AuditedState, AccountEvent>;
  readonly tariffBook: Aggregate<TariffBook, TariffPublished>;
  /** Every other family of streams. */
  readonly others: readonly Aggregate<unknown, DomainEvent>[];
  /** The double entry of an event: where positive credits arrive (rule 19). */
  postingsOf(event: AccountEvent): readonly { readonly book: string; readonly amountMicro: bigint }[];
  /** The book that prices what happened on an account at an instant (rule 30). */
  tariffBookOf(account: AuditedAccount, occurredAt: Instant): string;
  /** Of everything in a tariff but the hash itself. */
  tariffHash(tariff: Tariff): Sha256;
}
