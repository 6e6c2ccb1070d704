import type {
  AccountId,
  Credits,
  GrantId,
  Instant,
  Kind,
  MemberId,
  Quality,
  Sha256,
  Tier,
} from '#libs/kernel/index.js';
import type { DomainEvent } from '#libs/journal/contract.js';
import type { ChargeFlag, Fault, GrantTerms, MoneyLine, OverageBucket } from '../terms.js';

export interface StoredTariffPin {
  readonly book: string;
  readonly version: number;
  readonly hash: Sha256;
}

/** Same shape as a rated component (rule 17): the rate is named by tariff pin and ordinal. */
export interface ChargeComponent {
  readonly kind: Kind;
  readonly quantity: number;
  readonly tariff: number;
  readonly rate: number;
  readonly promotion: number | null;
  readonly amountMicro: Credits;
}

/** Who paid for (a part of) a component: exactly one of `grant` and `overage` is set (rule 17). */
export interface Allocation {
  /** Index into `components`. */
  readonly component: number;
  readonly grant: GrantId | null;
  readonly overage: OverageBucket | null;
  /** Drawn from the usage's reservation: the hold shrinks with the grant, or with its headroom (rule 23). */
  readonly held: boolean;
  readonly amountMicro: Credits;
  /** Of the grant: what remains, held credits included. Of the bucket: what is open. */
  readonly afterMicro: Credits;
}

export interface ChargedUsage {
  readonly source: string;
  readonly id: string;
  readonly account: AccountId;
  readonly member: MemberId | null;
  readonly app: string | null;
  readonly occurredAt: Instant;
  readonly provider: string;
  readonly model: string;
  readonly requestedModel: string | null;
  readonly tier: Tier;
  readonly requestId: string;
  readonly parentRequestId: string | null;
  readonly reservationId: string | null;
  readonly final: boolean;
  readonly quality: Quality;
}

export type UsageCharged = DomainEvent<
  'UsageCharged',
  {
    readonly usage: ChargedUsage;
    readonly contentHash: Sha256;
    readonly hashVersion: number;
    readonly period: number;
    /** The sealed period it happened in, where it could not be booked on it (rule 13). */
    readonly originPeriod: number | null;
    /** The instant at which grants were judged: occurredAt, or receivedAt where rule 13 says so. */
    readonly judgedAt: Instant;
    /** Version of the burn order (rule 16). */
    readonly burnOrder: number;
    readonly tariffs: readonly StoredTariffPin[];
    readonly components: readonly ChargeComponent[];
    readonly allocations: readonly Allocation[];
    readonly totalMicro: Credits;
    /** Over all grants of the account, lapsing and held ones included, after this debit: the entry checks itself. */
    readonly remainingAfterMicro: Credits;
    /** Open overage of the account over all buckets after this debit. */
    readonly overageAfterMicro: Credits;
    readonly flags: readonly ChargeFlag[];
  }
>;

/** The key came again with other content: recorded once per (key, content), no debit (rule 6). */
export type UsageConflictRecorded = DomainEvent<
  'UsageConflictRecorded',
  {
    readonly account: AccountId;
    readonly source: string;
    readonly id: string;
    /** Revision of the debit that holds the key. */
    readonly chargedRevision: number;
    readonly conflictingHash: Sha256;
    readonly hashVersion: number;
    /** The account the other content named. */
    readonly claimedAccount: AccountId;
  }
>;

/** Who bears how much of a component, all corrections taken in: the allocation without its running figure. */
export type NetAllocation = Pick<Allocation, 'component' | 'grant' | 'overage' | 'amountMicro'>;

/**
 * One thing a correction undoes or adds, in order (rule 28).
 * - `overage_open`, `overage_repaid` (back to `grant`), `overage_billed` (a credit line), `overage_written_off`: undone
 *   of `bucket`. `overage_repaid_expired`, `overage_repaid_refunded`: as `grant_expired` and `grant_refunded`, for the
 *   grant that had repaid it.
 * - `grant`: given back to `grant`. `grant_expired`: given back and expired at once. `grant_refunded`: booked out of
 *   the ended grant and given as a refund grant.
 * - `charge`: a re-rate upwards takes more, from `grant` or into `bucket`.
 */
export interface CorrectionStep {
  readonly type: (typeof CORRECTION_STEPS)[number];
  readonly component: number;
  readonly grant: GrantId | null;
  readonly bucket: OverageBucket | null;
  readonly amountMicro: Credits;
}

/** Stored order: add at the end only. */
export const CORRECTION_STEPS = [
  'overage_open',
  'overage_repaid',
  'overage_billed',
  'overage_written_off',
  'grant',
  'grant_expired',
  'grant_refunded',
  'charge',
  'overage_repaid_expired',
  'overage_repaid_refunded',
] as const;

/** Nothing is edited (rule 27): the complete net result, and what it moved. A reversal has no components left. */
export type UsageCorrected = DomainEvent<
  'UsageCorrected',
  {
    readonly account: AccountId;
    readonly source: string;
    readonly id: string;
    /** Revision of the debit, and of the last fact about it before this one. */
    readonly chargedRevision: number;
    readonly correctedRevision: number;
    /** 1, 2, 3 … per usage */
    readonly correction: number;
    readonly fault: Fault;
    readonly reason: string;
    /** The debit's own: which usage, for whoever reads this event alone. */
    readonly member: MemberId | null;
    readonly model: string;
    readonly tier: Tier;
    readonly occurredAt: Instant;
    /** Where the change is booked: the usage's period, or the oldest unsealed one. */
    readonly period: number;
    /** Where the usage was booked. */
    readonly chargedPeriod: number;
    /** The sealed period the usage belongs to, where the change could not be booked on it (rule 13). */
    readonly originPeriod: number | null;
    /** The net result this one takes the place of: the difference is what changes on the bill (rule 27). */
    readonly replaced: {
      readonly tariffs: readonly StoredTariffPin[];
      readonly components: readonly ChargeComponent[];
    };
    readonly tariffs: readonly StoredTariffPin[];
    readonly components: readonly ChargeComponent[];
    readonly allocations: readonly NetAllocation[];
    readonly totalMicro: Credits;
    /** New total less the one before: negative where credits come back. */
    readonly deltaMicro: Credits;
    readonly steps: readonly CorrectionStep[];
    /** Grants that had left the state and are back, as they were given. */
    readonly revived: readonly GrantTerms[];
    /** Credit lines for billed overage that is undone. */
    readonly lines: readonly MoneyLine[];
    readonly remainingAfterMicro: Credits;
    readonly overageAfterMicro: Credits;
  }
>;
