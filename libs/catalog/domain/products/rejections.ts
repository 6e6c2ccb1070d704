import type { Instant } from '#libs/kernel/index.js';
import type { ProductKind } from './terms.js';

/** Minor units of a price or fee: a larger one is a mistake. */
export const PRICE_MINOR_MAX = 10n ** 12n;
/** Days or months of a span, and how often an instalment is charged. */
export const SPAN_COUNT_MAX = 1_200;
export const PRIORITY_MAX = 1_000;
/** Packs bought at once. */
export const QUANTITY_BOUGHT_MAX = 1_000;
export const DISCOUNT_TIERS_MAX = 20;
export const DISCOUNT_TERM_MAX = 1_000_000;

/** Why a product was not published: `code` names the rule, the rest are its facts. */
export type ProductRejection =
  | { readonly code: 'product_not_valid'; readonly reason: ProductFault }
  /** Whoever holds a plan would be changed to an add-on by a new version. */
  | { readonly code: 'product_kind_fixed'; readonly kind: ProductKind }
  /** What was sold until now was sold by the versions there were; only the first may reach back. */
  | { readonly code: 'product_effective_in_past'; readonly effectiveFrom: Instant; readonly now: Instant };

/**
 * Looked for in this order.
 * - `terms`: not exactly the terms its kind has. `name`, `currency`: empty, over-long or no ISO 4217 code.
 *   `customers`: none, or one twice. `window`: it closes before it opens.
 * - `fee`, `price`: below zero or beyond PRICE_MINOR_MAX. `allowance`: not positive for plans and free quotas, not zero
 *   for the others. `amount`: not positive. `scope`: an empty list, or an impossible name in it.
 * - `priority`, `every`, `count`, `validity`: beyond their bounds; an instalment without a count.
 * - `first_period`: by days makes sense with the billing period only, and instalments are never cut.
 * - `rollover`: not positive, or of nothing. `discounts`: not ascending from 2, no fraction up to 1, or for what a
 *   customer has once.
 */
export type ProductFault =
  | 'terms'
  | 'name'
  | 'currency'
  | 'customers'
  | 'window'
  | 'fee'
  | 'price'
  | 'allowance'
  | 'amount'
  | 'scope'
  | 'priority'
  | 'every'
  | 'count'
  | 'validity'
  | 'first_period'
  | 'rollover'
  | 'discounts';
