import { reject, type Instant } from '#libs/kernel/index.js';
import { productOnSale, type CustomerKind, type Product, type ProductHistory } from '#libs/catalog/contract.js';
import type { AccountKind } from '#libs/ledger/contract.js';
import type { SellingRejection } from './rejections.js';

export type Offered<Terms> =
  | { readonly type: 'offered'; readonly product: Product; readonly terms: Terms }
  | { readonly type: 'rejected'; readonly rejection: SellingRejection };

/** Who asks, for what, when. */
export interface Enquiry {
  readonly product: string;
  readonly accountKind: AccountKind;
  readonly at: Instant;
}

/** The version that is sold at an instant, on its terms, to a kind of account. */
export function offered<Terms>(
  history: ProductHistory,
  { product: id, accountKind, at }: Enquiry,
  termsOf: (product: Product) => Terms | undefined,
): Offered<Terms> {
  if (history.versions.length === 0) return reject({ code: 'product_unknown', product: id });
  const product = productOnSale(history, at);
  if (product === undefined) return reject({ code: 'product_not_on_sale', product: id });
  const terms = termsOf(product);
  if (terms === undefined) return reject({ code: 'product_kind_differs', product: id, kind: product.kind });
  if (!isServed(product.customers, accountKind)) {
    return reject({ code: 'account_kind_not_served', product: id, kind: accountKind });
  }
  return { type: 'offered', product, terms };
}

function isServed(customers: readonly CustomerKind[], kind: AccountKind): boolean {
  return customers.includes(kind);
}
