import { QUANTITY_MAX } from '#libs/kernel/index.js';
import type { Instant, Kind, Tier } from '#libs/kernel/index.js';

/** Bounds of one tariff. */
export const RATES_MAX = 10_000;
/** Over all families together. */
export const FAMILY_MODELS_MAX = 10_000;
export const PROMOTIONS_MAX = 100;
/** Units a rate may be quoted per. */
export const PER_MAX = QUANTITY_MAX;
/** Numerator and denominator of a promotion. */
export const FACTOR_TERM_MAX = 1_000_000;
/** UTF-16 code units of a model or app id. */
export const NAME_LENGTH_MAX = 256;

/**
 * Why a tariff was not published: `code` names the rule, the rest are its facts. The checks run in this order, each over
 * its list from the front, and the first that fails answers. Ordinals count from 0.
 */
export type TariffRejection =
  /** A tariff without a rate prices nothing. */
  | { readonly code: 'tariff_empty' }
  | { readonly code: 'too_many_rates'; readonly limit: number }
  | { readonly code: 'too_many_models'; readonly limit: number }
  | { readonly code: 'too_many_promotions'; readonly limit: number }
  | { readonly code: 'family_not_valid'; readonly ordinal: number; readonly reason: FamilyFault }
  /** A model in two families, or twice in one, would have two prices. */
  | { readonly code: 'family_overlap'; readonly model: string; readonly families: readonly [string, string] }
  | { readonly code: 'rate_not_valid'; readonly ordinal: number; readonly reason: RateFault }
  /** A rate for a family that this tariff does not list. */
  | { readonly code: 'unknown_family'; readonly ordinal: number; readonly family: string }
  | { readonly code: 'duplicate_rate'; readonly ordinal: number; readonly first: number }
  | { readonly code: 'promotion_not_valid'; readonly ordinal: number; readonly reason: PromotionFault }
  /** What is priced stays priced: only the first version of a book may start in the past as a whole (rule 30). */
  | { readonly code: 'effective_in_past'; readonly effectiveFrom: Instant; readonly now: Instant }
  /** An addition alters none (rule 30). */
  | ({ readonly code: 'pair_already_priced'; readonly ordinal: number } & PricedPair);

export interface PricedPair {
  readonly model: string;
  readonly kind: Kind;
  readonly tier: Tier;
}

/** `name`: not `[A-Za-z0-9_.-]{1,64}`. `model`: empty, over-long or ill-formed Unicode. */
export type FamilyFault = 'name' | 'name_repeated' | 'no_models' | 'model';

/**
 * `target`: empty, over-long or ill-formed Unicode. `credits`: below zero or beyond int64. `per`: no whole number from 1
 * to PER_MAX. `supplier_cost`: the same of a cost, or no ISO 4217 code.
 */
export type RateFault = 'target' | 'credits' | 'per' | 'supplier_cost';

/**
 * `id`: not `[A-Za-z0-9_.-]{1,64}`. `dates`: until ≤ from. `factor`: not a fraction from 0 to 1 of whole numbers up to
 * FACTOR_TERM_MAX, since a promotion never raises a price. `scope`: an empty list, which would apply to nothing, or an
 * impossible name in it.
 */
export type PromotionFault = 'id' | 'id_repeated' | 'dates' | 'factor' | 'scope';
