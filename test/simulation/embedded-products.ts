import type { PublishProduct } from '#libs/catalog/index.js';
import type { Deed } from '../support/oracle/index.js';
import { packTerms, subscriptionTerms } from './product-terms.js';

const SHOWN = {
  type: 'PublishProduct',
  name: 'simulated',
  illustrative: true,
  customers: ['individual', 'household', 'team'],
  availableFrom: null,
  availableUntil: null,
} as const;

type Renewed = Extract<Deed, { type: 'subscribe' | 'changeSubscription' }>;
type Pack = Extract<Deed, { type: 'buy' }>;

/** What the deed buys, as the newest version of its product. */
export function packProduct({ pack, quantity, currency }: Pack): PublishProduct {
  const { source, discount, ...terms } = packTerms(pack);
  const discounts = discount === null ? [] : [{ fromQuantity: Math.min(quantity, 1_000), ...discount }];
  return {
    ...SHOWN,
    product: `${pack.product}-${currency}`,
    kind: source,
    currency,
    renewed: null,
    pack: { ...terms, discounts },
  };
}

/** A product of its own for every subscription and change. */
export function renewedProduct({ terms, currency }: Renewed, product: string): PublishProduct {
  const { kind, ...renewed } = subscriptionTerms(terms);
  return { ...SHOWN, product, kind, currency, renewed, pack: null };
}
