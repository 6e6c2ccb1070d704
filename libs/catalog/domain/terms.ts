import type { Credits, Instant, Kind, Sha256, Tier } from '#libs/kernel/index.js';

/** Price of one kind of one model, or of a family of models: `creditsMicro` micro-credits for every `per` units. */
export interface Rate {
  /** A model id, byte-exact, or `family:<name>`; a model's own rate goes before its family's. */
  readonly target: string;
  readonly kind: Kind;
  readonly tier: Tier;
  /** ≥ 0; zero is free on purpose, never by omission (rule 2). */
  readonly creditsMicro: Credits;
  /** 1 to 10^12 */
  readonly per: number;
  /** What the supplier is paid for it; absent: not known. */
  readonly supplierCost?: SupplierCost;
}

/** Money owed to a supplier: `microMinor` millionths of a minor unit of the currency for every `per` units. */
export interface SupplierCost {
  /** ≥ 0 */
  readonly microMinor: bigint;
  /** 1 to 10^12 */
  readonly per: number;
  /** ISO 4217: that of the supplier's bill. */
  readonly currency: string;
}

/**
 * A dated factor from 0 to 1 on the rates of its own tariff: `numerator / denominator` of the rate, from ≤ occurredAt <
 * until. Of several that apply the lowest factor wins, then the lower id; they never add up.
 */
export interface Promotion {
  readonly id: string;
  readonly from: Instant;
  readonly until: Instant;
  /** `null`: every model, kind or app. */
  readonly models: readonly string[] | null;
  readonly kinds: readonly Kind[] | null;
  readonly apps: readonly string[] | null;
  readonly numerator: number;
  readonly denominator: number;
}

/** Models priced alike, by exact id: names that look alike but cost differently stay apart. */
export interface ModelFamily {
  readonly name: string;
  readonly models: readonly string[];
}

/** Stored order: add at the end only. */
export const TARIFF_MODES = ['full', 'addition'] as const;

/**
 * `full`: the price list from `effectiveFrom` on, never from the past unless it is the book's first.
 * `addition`: rates for (model, kind, tier) the book never priced, from an instant that may lie in the past; it alters
 * none (rule 30). It also prices them under later full versions, until one of those does so itself.
 */
export type TariffMode = (typeof TARIFF_MODES)[number];

/** A published version of a tariff book: immutable, content-hashed. Families and promotions hold within it alone. */
export interface Tariff {
  readonly book: string;
  /** 1, 2, 3 … per book */
  readonly version: number;
  readonly mode: TariffMode;
  readonly effectiveFrom: Instant;
  readonly families: readonly ModelFamily[];
  readonly rates: readonly Rate[];
  readonly promotions: readonly Promotion[];
  readonly hash: Sha256;
}
