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
import type {
  AccountKind,
  AlertRules,
  ChargeFlag,
  CostBasis,
  GrantScope,
  GrantSource,
  OverageBucket,
} from './terms.js';

/*
 * The stored format of the account stream. Names and fields are for ever: add, never change; a changed meaning is a new
 * schema version with an upcaster. Schemas: ../adapters/avro. Golden files: test/fixtures/golden.
 */

export type AccountOpened = DomainEvent<
  'AccountOpened',
  {
    readonly account: AccountId;
    readonly kind: AccountKind;
    readonly openedAt: Instant;
    readonly currency: string;
    readonly zone: string;
    /** 1-31; short months end it on their last day (rule 12). */
    readonly billingDay: number;
    readonly overagePolicy: 'block';
    readonly tariffBook: string;
    readonly alertRules: AlertRules;
    readonly members: readonly MemberId[];
  }
>;

export type MemberAdded = DomainEvent<'MemberAdded', { readonly account: AccountId; readonly member: MemberId }>;

export type AlertRulesSet = DomainEvent<
  'AlertRulesSet',
  { readonly account: AccountId; readonly alertRules: AlertRules }
>;

/** Start and end are decided once, here, and never computed again (rule 12). */
export type PeriodOpened = DomainEvent<
  'PeriodOpened',
  {
    readonly account: AccountId;
    /** 0, 1, 2 … per account */
    readonly period: number;
    readonly startsAt: Instant;
    readonly endsAt: Instant;
    readonly zone: string;
    readonly billingDay: number;
  }
>;

export type CreditsGranted = DomainEvent<
  'CreditsGranted',
  {
    readonly account: AccountId;
    readonly grant: GrantId;
    readonly source: GrantSource;
    readonly priority: number;
    readonly amountMicro: Credits;
    readonly eligibleFrom: Instant;
    /** `null`: never expires. */
    readonly expiresAt: Instant | null;
    readonly scope: GrantScope;
    readonly costBasis: CostBasis | null;
    readonly paymentRef: string | null;
  }
>;

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
  readonly amountMicro: Credits;
  /** Of the grant: what remains. Of the bucket: what is open. */
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
    /** The instant at which grants were judged: occurredAt, or receivedAt where rule 13 says so. */
    readonly judgedAt: Instant;
    /** Version of the burn order (rule 16). */
    readonly burnOrder: number;
    readonly tariffs: readonly StoredTariffPin[];
    readonly components: readonly ChargeComponent[];
    readonly allocations: readonly Allocation[];
    readonly totalMicro: Credits;
    /** Over all grants of the account, lapsing ones included, after this debit: the entry checks itself. */
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

export type AccountEvent =
  AccountOpened | MemberAdded | AlertRulesSet | PeriodOpened | CreditsGranted | UsageCharged | UsageConflictRecorded;
