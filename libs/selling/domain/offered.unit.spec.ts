import { describe, expect, it } from '@jest/globals';
import { historyOf, packOffer, publishPack, publishPlan } from '../../../test/support/catalog/product-samples.js';
import { HOUR, NOW } from '../../../test/support/catalog/samples.js';
import { offered, type Enquiry } from './offered.js';
import { packTermsOf, pinOf, subscriptionTermsOf } from './terms.js';

const forOne: Enquiry = { product: 'plan-s', accountKind: 'individual', at: NOW };
const plan = publishPlan();

describe('what is offered', () => {
  it('is the version sold at that moment, on its terms', () => {
    const history = historyOf(plan, publishPlan({ effectiveFrom: NOW + HOUR, name: 'Plan S 2' }));
    const now = offered(history, forOne, subscriptionTermsOf);
    const later = offered(history, { ...forOne, at: NOW + HOUR }, subscriptionTermsOf);
    expect([now, later]).toMatchObject([
      { type: 'offered', product: { version: 1 }, terms: { kind: 'plan', ...plan.renewed } },
      { type: 'offered', product: { version: 2 } },
    ]);
  });

  it.each([
    ['product_unknown', historyOf(), {}],
    ['product_not_on_sale', historyOf(publishPlan({ effectiveFrom: NOW + 1 })), {}],
    ['product_not_on_sale', historyOf(publishPlan({ availableUntil: NOW })), {}],
    ['product_kind_differs', historyOf(publishPack()), { kind: 'top_up' }],
    ['account_kind_not_served', historyOf(publishPlan({ customers: ['team'] })), { kind: 'individual' }],
  ])('is nothing: %s', (code, history, facts) => {
    expect(offered(history, forOne, subscriptionTermsOf)).toEqual({
      type: 'rejected',
      rejection: { code, product: 'plan-s', ...facts },
    });
  });

  it('is not a plan to whoever wants a pack', () => {
    const found = offered(historyOf(plan), forOne, (product) => packTermsOf(product, 1));
    expect(found).toMatchObject({ rejection: { code: 'product_kind_differs', kind: 'plan' } });
  });
});

describe('the terms of a pack', () => {
  const discounts = [
    { fromQuantity: 5, numerator: 1, denominator: 20 },
    { fromQuantity: 10, numerator: 1, denominator: 10 },
  ];
  const [product] = historyOf(publishPack({ discounts })).versions;

  it.each([
    [1, null],
    [4, null],
    [5, { numerator: 1, denominator: 20 }],
    [9, { numerator: 1, denominator: 20 }],
    [10, { numerator: 1, denominator: 10 }],
    [999, { numerator: 1, denominator: 10 }],
  ])('for %s packs have the discount of the highest tier reached', (quantity, discount) => {
    const { discounts: _tiers, ...offer } = packOffer();
    expect(packTermsOf(product!, quantity)).toEqual({ source: 'top_up', ...offer, discount });
  });

  it('are pinned by version and hash', () => {
    expect(pinOf(product!)).toEqual({ product: 'pack-s', version: 1, hash: product!.hash });
  });
});
