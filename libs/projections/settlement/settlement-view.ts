import type { Instant, Kind, Tier } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { ShareBasis } from '#libs/catalog/contract.js';
import type { SettledMoney } from './settled-money.js';
import type { Lot } from './lot.js';
import type { SettlementMonth } from './settlement-month.js';

/** What one supplier is owed for one kind of one model under one tariff version; net of corrections. */
export interface SupplierLine {
  readonly supplier: string;
  readonly model: string;
  readonly tier: Tier;
  readonly kind: Kind;
  readonly tariff: { readonly book: string; readonly version: number };
  readonly quantity: bigint;
  readonly creditsMicro: bigint;
  /** In the currency of the supplier's bill; `null`: the tariff does not say what it costs. */
  readonly cost: SettledMoney | null;
}

/** The sum of a supplier's rounded lines. */
export interface SupplierTotal {
  readonly supplier: string;
  readonly currency: string;
  readonly costMinor: bigint;
}

/** Who sold the credits: a version of a product, or where there was none, the source of the grant. */
export type Seller = Pick<Lot, 'source' | 'product' | 'taxIncluded'>;

interface CreditsLine extends Seller {
  readonly creditsMicro: bigint;
  /** What was paid for these credits; `null`: nothing. */
  readonly money: SettledMoney | null;
}

/**
 * Revenue of a call: `used`, by the grants that paid for it; `overage`, repaid or billed this month, whenever it was
 * used. `charged_back` takes back what a grant's credits had brought in: no call is named (rule 32).
 */
export interface RevenueLine extends CreditsLine {
  readonly type: 'used' | 'overage' | 'charged_back';
  /** `null`, like the app and the model: of no call. */
  readonly supplier: string | null;
  readonly app: string | null;
  readonly model: string | null;
}

/** Credits nobody will use: their money is earned without a call. */
export interface BreakageLine extends CreditsLine {
  readonly cause: 'expired' | 'forfeited';
}

/** Credits that came, or went without being earned. `upgraded`: forfeited for the credit of an upgrade (rule 31). */
export interface CreditMovementLine extends CreditsLine {
  readonly type: 'given' | 'transferred' | 'upgraded' | 'refunded' | 'adjusted_down';
}

export interface PartnerLine {
  readonly partner: string;
  readonly contract: { readonly version: number; readonly hash: string };
  readonly app: string;
  /** Used in the app, net of corrections. */
  readonly creditsMicro: bigint;
  /** Those credits at the contract's list price. */
  readonly listValue: SettledMoney;
  /** Recognised from calls of the app, in the currency of this line. */
  readonly revenue: SettledMoney;
  readonly basis: ShareBasis;
  readonly share: { readonly numerator: number; readonly denominator: number };
  /** What the partner is paid. */
  readonly amount: SettledMoney;
}

/** In one currency: where revenue and cost are in two, each stands in a line of its own. Sums of rounded lines. */
interface Margin {
  readonly currency: string;
  readonly revenueMinor: bigint;
  readonly costMinor: bigint;
  readonly marginMinor: bigint;
}

export interface ModelMargin extends Margin {
  /** `null`: of no call. */
  readonly model: string | null;
  /** What the tariff names no cost for, in micro-credits: the margin is as much too high as that costs. */
  readonly costUnknownMicro: bigint;
}

/** The cost of a model's calls goes to those whose credits they took, by credits. */
export interface ProductMargin extends Margin {
  readonly source: Lot['source'] | 'unpaid';
  /** Of all its versions. */
  readonly product: string | null;
}

/** One month, in UTC, over all accounts (rule 36). */
export interface Settlement {
  readonly month: SettlementMonth;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** Closed: the month is over by a minute, and every event recorded so far is in. What is recorded from now on is of a later month. */
  readonly state: 'open' | 'closed';
  readonly position: Position;
  readonly suppliers: readonly SupplierLine[];
  readonly supplierTotals: readonly SupplierTotal[];
  readonly revenue: readonly RevenueLine[];
  readonly breakage: readonly BreakageLine[];
  readonly partners: readonly PartnerLine[];
  readonly models: readonly ModelMargin[];
  readonly products: readonly ProductMargin[];
  readonly movements: readonly CreditMovementLine[];
  /** At the end of the month: paid for and not yet earned, by who sold it. */
  readonly deferred: readonly CreditsLine[];
}

export interface Settlements {
  settlement(month: SettlementMonth): Promise<Settlement>;
}
