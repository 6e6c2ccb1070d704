import type { Credits, Kind } from '#libs/kernel/index.js';

/** Stored order: add at the end only. */
export const ACCOUNT_KINDS = ['individual', 'household', 'team'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Where a grant's credits come from. Stored order: add at the end only. */
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

/** Usage no grant paid: one bucket per (period, policy, price version) (rule 21). */
export interface OverageBucket {
  readonly period: number;
  readonly policy: 'block';
  /** Version of the overage price; `null` under `block`, which is never billed (rule 22). */
  readonly priceVersion: number | null;
}

/** When to warn: percents of base B (rule 35) and absolute floors of remaining credits. */
export interface AlertRules {
  readonly percents: readonly number[];
  readonly floorsMicro: readonly Credits[];
}

/** Fair things to know about a charge that was made all the same (rule 21). Stored: add at the end only. */
export const CHARGE_FLAGS = ['member_unknown', 'before_opening'] as const;
export type ChargeFlag = (typeof CHARGE_FLAGS)[number];
