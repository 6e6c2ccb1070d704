import type { ProductKind } from '#libs/catalog/contract.js';
import type { AccountKind } from '#libs/ledger/contract.js';

/** Why a product was not sold: `code` names the rule, the rest are its facts. The ledger's own follow. */
export type SellingRejection =
  | { readonly code: 'product_unknown'; readonly product: string }
  /** Not yet in effect, or its window is closed. */
  | { readonly code: 'product_not_on_sale'; readonly product: string }
  /** Packs are bought, everything else is subscribed to. */
  | { readonly code: 'product_kind_differs'; readonly product: string; readonly kind: ProductKind }
  | { readonly code: 'account_kind_not_served'; readonly product: string; readonly kind: AccountKind };
