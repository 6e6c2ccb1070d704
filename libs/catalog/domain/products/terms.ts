import type { Credits, Instant, Kind, Sha256 } from '#libs/kernel/index.js';

/** Whom a product is for: kinds of account. Stored order, like every list in this file: add at the end only. */
export const CUSTOMER_KINDS = ['individual', 'household', 'team'] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** Renewed; only plans and free quotas bring credits. */
export const RENEWED_KINDS = ['plan', 'free_quota', 'add_on', 'instalment'] as const;
export type RenewedKind = (typeof RENEWED_KINDS)[number];

/** Bought once. */
export const PACK_KINDS = ['top_up', 'promotion'] as const;
export type PackKind = (typeof PACK_KINDS)[number];

export const PRODUCT_KINDS = [...RENEWED_KINDS, ...PACK_KINDS] as const;
export type ProductKind = RenewedKind | PackKind;

/** In the product's currency, minor units (rule 3). */
export interface ProductPrice {
  readonly amountMinor: bigint;
  readonly taxIncluded: boolean;
}

/** What its credits may pay for; `null` leaves a dimension unrestricted. */
export interface ProductScope {
  readonly models: readonly string[] | null;
  readonly kinds: readonly Kind[] | null;
  readonly apps: readonly string[] | null;
}

/** A calendar month and 30 days are different things (rule 12). */
export interface ProductSpan {
  readonly unit: (typeof PRODUCT_SPAN_UNITS)[number];
  readonly count: number;
}
export const PRODUCT_SPAN_UNITS = ['day', 'month'] as const;

export const PRODUCT_FIRST_PERIODS = ['whole', 'by_days'] as const;

/** What is renewed. */
export interface RenewedTerms {
  readonly fee: ProductPrice;
  /** Zero for add-ons and instalments. */
  readonly allowanceMicro: Credits;
  readonly scope: ProductScope;
  /** `null`: the default of its source (rule 16). */
  readonly priority: number | null;
  /** What stays at the end of a term, at most (rule 18); `null`: nothing. */
  readonly rollover: { readonly maxMicro: Credits } | null;
  /** `null`: with the account's billing period. */
  readonly every: ProductSpan | null;
  /** Whether one begun in mid-period pays and gets its first period whole, or by calendar days. */
  readonly firstPeriod: (typeof PRODUCT_FIRST_PERIODS)[number];
  /** How often it is charged in all; `null`: until it is cancelled. Mandatory for instalments (rule 32). */
  readonly count: number | null;
}

/** From so many packs at once, `numerator / denominator` comes off the whole price. */
export interface DiscountTier {
  readonly fromQuantity: number;
  readonly numerator: number;
  readonly denominator: number;
}

/** What is bought once, of one pack. */
export interface PackOffer {
  readonly amountMicro: Credits;
  readonly price: ProductPrice;
  /** By quantity, ascending; the highest tier reached is the one that counts. */
  readonly discounts: readonly DiscountTier[];
  /** `null`: never expires. */
  readonly validity: ProductSpan | null;
  readonly scope: ProductScope;
  readonly priority: number | null;
  readonly oncePerCustomer: boolean;
}

/** What customers are told and may buy; exactly one of `renewed` and `pack` is set, as `kind` says. */
export interface ProductContent {
  readonly kind: ProductKind;
  readonly name: string;
  /** The figures are ours, not a carrier's. */
  readonly illustrative: boolean;
  readonly customers: readonly CustomerKind[];
  /** ISO 4217 */
  readonly currency: string;
  /** Sold from then on …; `null`: as soon as it takes effect. */
  readonly availableFrom: Instant | null;
  /** … and until before then; `null`: until another version takes its place. */
  readonly availableUntil: Instant | null;
  readonly renewed: RenewedTerms | null;
  readonly pack: PackOffer | null;
}

/** A published version of a product: immutable, content-hashed. What was sold keeps the version it was sold by. */
export interface Product extends ProductContent {
  readonly product: string;
  /** 1, 2, 3 … per product */
  readonly version: number;
  /** Sold in place of the version before from then on. */
  readonly effectiveFrom: Instant;
  readonly hash: Sha256;
}
