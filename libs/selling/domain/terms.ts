import { invariant } from '#libs/kernel/index.js';
import type { DiscountTier, Product } from '#libs/catalog/contract.js';
import {
  SUBSCRIPTION_KINDS,
  type PackTerms,
  type ProductPin,
  type SubscriptionKind,
  type SubscriptionTerms,
} from '#libs/ledger/contract.js';

export function pinOf({ product, version, hash }: Product): ProductPin {
  return { product, version, hash };
}

/** What is agreed when a product is subscribed to; `undefined` if it is bought as a pack. */
export function subscriptionTermsOf({ kind, renewed }: Product): SubscriptionTerms | undefined {
  const found = SUBSCRIPTION_KINDS.find((one: SubscriptionKind) => one === kind);
  if (found === undefined) return undefined;
  invariant(renewed !== null, 'what is subscribed to has terms');
  return { kind: found, ...renewed };
}

/** What is agreed when so many packs are bought at once; `undefined` if the product is subscribed to. */
export function packTermsOf({ kind, pack }: Product, quantity: number): PackTerms | undefined {
  if (kind !== 'top_up' && kind !== 'promotion') return undefined;
  invariant(pack !== null, 'what is bought as a pack has an offer');
  const { discounts, ...offer } = pack;
  return { source: kind, ...offer, discount: discountFor(discounts, quantity) };
}

/** Of the highest tier reached; tiers ascend. */
function discountFor(tiers: readonly DiscountTier[], quantity: number): PackTerms['discount'] {
  const tier = tiers.findLast(({ fromQuantity }) => fromQuantity <= quantity);
  return tier === undefined ? null : { numerator: tier.numerator, denominator: tier.denominator };
}
