import { accept, reject } from '#libs/kernel/index.js';
import type { Decider, Decision } from '#libs/kernel/index.js';
import type { Aggregate } from '#libs/journal/contract.js';
import type { ProductCommand } from './commands.js';
import { productHash } from './content-hash.js';
import type { ProductPublished } from './events.js';
import type { ProductRejection } from './rejections.js';
import { productFault } from './soundness.js';
import { evolveProduct, UNPUBLISHED, type ProductHistory } from './state.js';
import type { Product } from './terms.js';

export const productDecider: Decider<ProductCommand, ProductHistory, ProductPublished, ProductRejection> = {
  initial: UNPUBLISHED,
  decide,
  evolve: evolveProduct,
};

/** Stream `product-<product>`. */
export const productAggregate: Aggregate<ProductHistory, ProductPublished> = {
  category: 'product',
  initial: UNPUBLISHED,
  evolve: evolveProduct,
};

/** Order of checks: impossible input, then what was published before. */
function decide(
  { type: _type, context, effectiveFrom = context.now, ...content }: ProductCommand,
  { versions }: ProductHistory,
): Decision<ProductPublished, ProductRejection> {
  const reason = productFault(content);
  if (reason !== undefined) return reject({ code: 'product_not_valid', reason });
  const first = versions[0];
  if (first !== undefined && first.kind !== content.kind)
    return reject({ code: 'product_kind_fixed', kind: first.kind });
  if (first !== undefined && effectiveFrom < context.now) {
    return reject({ code: 'product_effective_in_past', effectiveFrom, now: context.now });
  }
  const product: Omit<Product, 'hash'> = { ...content, version: versions.length + 1, effectiveFrom };
  return accept<ProductPublished>({
    type: 'ProductPublished',
    data: { ...product, hash: productHash(product, context.sha256) },
  });
}
