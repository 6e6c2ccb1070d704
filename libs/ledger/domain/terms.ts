import type { Credits, GrantId, Instant, Kind, MemberId, Sha256 } from '#libs/kernel/index.js';

/** Stored order of every list in this file: add at the end only. */
export const ACCOUNT_KINDS = ['individual', 'household', 'team'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Usage of a suspended or closed account is charged and flagged all the same (rule 21). A closed one renews nothing. */
export const ACCOUNT_STATUSES = ['active', 'suspended', 'closed'] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

/** Where a grant's credits come from. */
export const GRANT_SOURCES = [
  'subscription',
  'top_up',
  'promotion',
  'free_quota',
  'rollover',
  'transfer',
  'refund',
  'adjustment',
] as const;
export type GrantSource = (typeof GRANT_SOURCES)[number];

/** Burns first where lower (rule 16). Transfers and refunds keep their origin's, so the command must name it. */
export const DEFAULT_PRIORITY: Readonly<Record<GrantSource, number>> = {
  promotion: 10,
  free_quota: 10,
  adjustment: 10,
  rollover: 20,
  subscription: 30,
  top_up: 40,
  transfer: 40,
  refund: 40,
};

/** What a grant may pay for; `null` leaves a dimension unrestricted. */
export interface GrantScope {
  readonly models: readonly string[] | null;
  readonly kinds: readonly Kind[] | null;
  readonly apps: readonly string[] | null;
}

export const UNSCOPED: GrantScope = { models: null, kinds: null, apps: null };

/** What was paid for the whole grant: minor units of an ISO 4217 currency (rules 3, 17). */
export interface CostBasis {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly taxIncluded: boolean;
}

/** A price in the account's currency, minor units (rule 3). */
export interface Price {
  readonly amountMinor: bigint;
  readonly taxIncluded: boolean;
}

/** How a purchase is paid (rule 32). What is prepaid informs on the invoice and is not in its total. */
export const PAYMENTS = ['bill', 'prepaid'] as const;
export type Payment = (typeof PAYMENTS)[number];

/** A calendar month and 30 days are different things (rule 12): days are spans of 24 hours. */
export interface Span {
  readonly unit: 'day' | 'month';
  readonly count: number;
}
export const SPAN_UNITS = ['day', 'month'] as const;

/** What stays of an ended grant: at most `maxMicro`, once, until the end of the next period (rule 18). */
export interface RolloverTerms {
  readonly maxMicro: Credits;
}

/** Everything a grant is, so that an event can bring back one that has left the state. */
export interface GrantTerms {
  readonly grant: GrantId;
  readonly source: GrantSource;
  readonly priority: number;
  readonly amountMicro: Credits;
  readonly eligibleFrom: Instant;
  /** `null`: never expires. */
  readonly expiresAt: Instant | null;
  readonly scope: GrantScope;
  readonly costBasis: CostBasis | null;
  /** `null`: what is left at the end expires. */
  readonly rollover: RolloverTerms | null;
}

/** Names an immutable version of something the catalogue sells. */
export interface ProductPin {
  readonly product: string;
  readonly version: number;
  readonly hash: Sha256;
}

/** Each a line of its own on the invoice; only plans and free quotas bring credits. */
export const SUBSCRIPTION_KINDS = ['plan', 'free_quota', 'add_on', 'instalment'] as const;
export type SubscriptionKind = (typeof SUBSCRIPTION_KINDS)[number];

/** Whether a subscription begun in mid-period pays and gets its first period whole, or by calendar days (rule 31). */
export const FIRST_PERIODS = ['whole', 'by_days'] as const;

/** What is renewed with each billing period, or each span from its start; copied from the catalogue when it is agreed. */
export interface SubscriptionTerms {
  readonly kind: SubscriptionKind;
  readonly fee: Price;
  /** Zero for add-ons and instalments. */
  readonly allowanceMicro: Credits;
  readonly scope: GrantScope;
  /** `null`: the default of its source (rule 16). */
  readonly priority: number | null;
  readonly rollover: RolloverTerms | null;
  /** `null`: with the account's billing period. */
  readonly every: Span | null;
  readonly firstPeriod: (typeof FIRST_PERIODS)[number];
  /** How often it is charged in all; `null`: until it is cancelled. Mandatory for instalments (rule 32). */
  readonly count: number | null;
}

/** What a subscription turns into at its next renewal; `null`: it ends. */
export interface NextTerms {
  readonly product: ProductPin;
  readonly terms: SubscriptionTerms;
}

/** What is bought once: a top-up or a promotion. */
export interface PackTerms {
  readonly source: 'top_up' | 'promotion';
  /** Of one pack. */
  readonly amountMicro: Credits;
  /** Of one pack, before discount. */
  readonly price: Price;
  /** Off the whole price, `numerator / denominator` of it; resolved from the tier of the quantity bought. */
  readonly discount: { readonly numerator: number; readonly denominator: number } | null;
  readonly validity: Span | null;
  readonly scope: GrantScope;
  readonly priority: number | null;
  readonly oncePerCustomer: boolean;
}

/** Price of overage credits: `amountMinor` for every `perMicro` micro-credits; numbered per account (rules 21, 22). */
export interface OveragePrice {
  readonly version: number;
  readonly amountMinor: bigint;
  readonly perMicro: Credits;
  readonly taxIncluded: boolean;
}

export const OVERAGE_POLICIES = ['block', 'limit', 'invoice'] as const;

/** What happens to usage no grant pays (rule 22). Beyond the limit or cap the policy is `block`. */
export type OveragePolicy =
  | { readonly type: 'block' }
  | { readonly type: 'limit'; readonly limitMicro: Credits }
  | { readonly type: 'invoice'; readonly capMicro: Credits; readonly price: OveragePrice };

/** Usage no grant paid: one bucket per (period, policy, price version) (rule 21). */
export interface OverageBucket {
  readonly period: number;
  readonly policy: OveragePolicy['type'];
  /** Version of the overage price; `null` but under `invoice`. */
  readonly priceVersion: number | null;
}

/** Overage a grant repays as it is given (rules 18, 22). */
export interface Repayment {
  readonly bucket: OverageBucket;
  readonly amountMicro: Credits;
  /** What is open of the bucket afterwards. */
  readonly openAfterMicro: Credits;
}

export const LINE_KINDS = [
  'fee',
  'add_on',
  'instalment',
  'purchase',
  'discount',
  'overage',
  'refund',
  'credit',
  'adjustment',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** One money line of an invoice, exact and rounded (rules 3, 34). Credits to the customer are negative. */
export interface MoneyLine {
  /** `<period>-<n>`, n = 1, 2, 3 … per account and period. */
  readonly line: string;
  readonly period: number;
  readonly kind: LineKind;
  readonly product: ProductPin | null;
  /** What it is for: a grant, a subscription or a bucket's name. */
  readonly subject: string;
  /** Credits bought, billed or given back; zero where none. */
  readonly creditsMicro: Credits;
  /** Rounded half up, minor units of the account's currency. */
  readonly amountMinor: bigint;
  /** The exact amount is `amountMinor + restNumerator / restDenominator`, the rest between −1/2 and 1/2. */
  readonly restNumerator: bigint;
  readonly restDenominator: bigint;
  readonly taxIncluded: boolean;
  readonly payment: Payment;
  /** The line this one corrects. */
  readonly corrects: string | null;
}

/** When to warn: percents of base B (rule 35) and absolute floors of remaining credits. */
export interface AlertRules {
  readonly percents: readonly number[];
  readonly floorsMicro: readonly Credits[];
}

/** `limitMicro`: how much the member may use in a billing period before reservations are refused (rule 26). */
export interface MemberTerms {
  readonly member: MemberId;
  readonly limitMicro: Credits | null;
}

/** How a reservation ended; final (rule 24). */
export const RESERVATION_OUTCOMES = ['settled', 'released', 'expired'] as const;
export type ReservationOutcome = (typeof RESERVATION_OUTCOMES)[number];

/** Why a correction is made decides who bears an expiry (rule 28). */
export const FAULTS = ['operator', 'subscriber'] as const;
export type Fault = (typeof FAULTS)[number];

/** What a transfer may move besides bought credits (rule 33): the operator's policy, given with the command. */
export interface TransferPolicy {
  readonly promotional: boolean;
  readonly free: boolean;
}

/** Fair things to know about a charge that was made all the same (rule 21). */
export const CHARGE_FLAGS = [
  'member_unknown',
  'before_opening',
  'account_suspended',
  'account_closed',
  'member_over_limit',
  'period_sealed',
  'reservation_ended',
  'reservation_overrun',
] as const;
export type ChargeFlag = (typeof CHARGE_FLAGS)[number];
