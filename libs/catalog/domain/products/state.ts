import { invariant } from '#libs/kernel/index.js';
import type { Instant } from '#libs/kernel/index.js';
import { versionInEffect } from '../version-in-effect.js';
import type { ProductPublished } from './events.js';
import type { Product } from './terms.js';

/** Everything ever published of a product. */
export interface ProductHistory {
  /** Version n stands at n − 1. */
  readonly versions: readonly Product[];
}

export const UNPUBLISHED: ProductHistory = { versions: [] };

export function evolveProduct({ versions }: ProductHistory, { data }: ProductPublished): ProductHistory {
  invariant(data.version === versions.length + 1, 'versions of a product follow each other');
  return { versions: [...versions, data] };
}

/** The version in effect: the latest `effectiveFrom` not after an instant, and of equals the higher version. */
export function productInEffect({ versions }: ProductHistory, at: Instant): Product | undefined {
  return versionInEffect(versions, at);
}

/** What is sold at an instant: the version in effect, while its window is open. */
export function productOnSale(history: ProductHistory, at: Instant): Product | undefined {
  const product = productInEffect(history, at);
  return product !== undefined && isOpen(product, at) ? product : undefined;
}

function isOpen({ availableFrom, availableUntil }: Product, at: Instant): boolean {
  return (availableFrom === null || availableFrom <= at) && (availableUntil === null || at < availableUntil);
}
