import { describe, expect, it } from '@jest/globals';
import { credits, CREDITS_MAX } from '#libs/kernel/index.js';
import {
  decideProduct,
  historyOf,
  packOffer,
  productRejection,
  publishedProduct,
  publishPack,
  publishPlan,
  renewed,
} from '../../../../test/support/catalog/product-samples.js';
import { HOUR, NOW } from '../../../../test/support/catalog/samples.js';
import type { PublishProduct } from './commands.js';
import { productAggregate } from './product.js';
import { PRICE_MINOR_MAX, type ProductFault } from './rejections.js';
import { productInEffect, productOnSale } from './state.js';

describe('publishing a product', () => {
  it('records every field of its next version, in effect now unless it says when', () => {
    const { type: _type, ...content } = publishPlan();
    expect(publishedProduct(publishPlan())).toEqual({
      type: 'ProductPublished',
      data: { ...content, version: 1, effectiveFrom: NOW, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(publishedProduct(publishPlan({ effectiveFrom: NOW + HOUR })).data.effectiveFrom).toBe(NOW + HOUR);
  });

  it('is never a silent no-op: the same content again is the next version', () => {
    const again = publishedProduct(publishPlan(), historyOf(publishPlan()));
    expect(again.data.version).toBe(2);
    expect(again.data.hash).not.toBe(publishedProduct(publishPlan()).data.hash);
  });

  it('lets the first version reach back, and no later one: what was sold is sold (rule 30)', () => {
    const effectiveFrom = NOW - 1;
    expect(publishedProduct(publishPlan({ effectiveFrom })).data.effectiveFrom).toBe(effectiveFrom);
    expect(productRejection(publishPlan({ effectiveFrom }), historyOf(publishPlan()))).toEqual({
      code: 'product_effective_in_past',
      effectiveFrom,
      now: NOW,
    });
    expect(decideProduct(publishPlan({ effectiveFrom: NOW }), historyOf(publishPlan())).type).toBe('accepted');
  });

  it('never makes another kind of thing of a product', () => {
    const addOn = publishPlan({ kind: 'add_on', renewed: renewed({ allowanceMicro: credits(0n) }) });
    expect(productRejection(addOn, historyOf(publishPlan()))).toEqual({ code: 'product_kind_fixed', kind: 'plan' });
  });

  it('stops at a version that is out of order', () => {
    const first = publishedProduct(publishPlan());
    const history = productAggregate.evolve(productAggregate.initial, first);
    expect(() => productAggregate.evolve(history, first)).toThrow('versions of a product follow each other');
  });
});

describe('a product that makes no sense is refused', () => {
  const plan = (more: Parameters<typeof renewed>[0], content: Partial<PublishProduct> = {}): PublishProduct =>
    publishPlan({ renewed: renewed(more), ...content });
  const pack = publishPack;
  const none = credits(0n);
  const twice = [
    { fromQuantity: 5, numerator: 1, denominator: 10 },
    { fromQuantity: 5, numerator: 2, denominator: 10 },
  ];
  const tier = (fromQuantity: number, numerator: number, denominator: number) => ({
    discounts: [{ fromQuantity, numerator, denominator }],
  });
  const faults: readonly (readonly [ProductFault, string, PublishProduct])[] = [
    ['terms', 'a plan without terms', publishPlan({ renewed: null })],
    ['terms', 'a plan that is a pack too', publishPlan({ pack: packOffer() })],
    ['terms', 'a pack without an offer', publishPack({}, { pack: null })],
    ['terms', 'a pack that renews', publishPack({}, { renewed: renewed() })],
    ['name', 'no name', publishPlan({ name: '' })],
    ['name', 'half a surrogate for a name', publishPlan({ name: '\ud800' })],
    ['currency', 'no currency', publishPlan({ currency: 'yuan' })],
    ['customers', 'no customers', publishPlan({ customers: [] })],
    ['customers', 'customers twice', publishPlan({ customers: ['team', 'team'] })],
    ['window', 'a window that closes as it opens', publishPlan({ availableFrom: NOW, availableUntil: NOW })],
    ['fee', 'a negative fee', plan({ fee: { amountMinor: -1n, taxIncluded: true } })],
    ['fee', 'too large a fee', plan({ fee: { amountMinor: PRICE_MINOR_MAX + 1n, taxIncluded: true } })],
    ['allowance', 'a plan of no credits', plan({ allowanceMicro: none })],
    ['allowance', 'an add-on with credits', plan({}, { kind: 'add_on' })],
    ['allowance', 'more credits than there are', plan({ allowanceMicro: (CREDITS_MAX + 1n) as never })],
    ['scope', 'a scope of no model', plan({ scope: { models: [], kinds: null, apps: null } })],
    ['scope', 'a scope of an empty name', pack({ scope: { models: null, kinds: null, apps: [''] } })],
    ['priority', 'a negative priority', plan({ priority: -1 })],
    ['priority', 'half a priority', pack({ priority: 1.5 })],
    ['every', 'every 0 days', plan({ every: { unit: 'day', count: 0 } })],
    ['count', 'charged no time', plan({ count: 0 })],
    ['count', 'instalments without an end', plan({ allowanceMicro: none }, { kind: 'instalment' })],
    [
      'first_period',
      'instalments by days',
      plan({ allowanceMicro: none, count: 3, firstPeriod: 'by_days' }, { kind: 'instalment' }),
    ],
    [
      'first_period',
      'a rhythm of its own by days',
      plan({ every: { unit: 'day', count: 30 }, firstPeriod: 'by_days' }),
    ],
    ['rollover', 'a rollover of nothing', plan({ rollover: { maxMicro: none } })],
    [
      'rollover',
      'a rollover of no credits',
      plan({ allowanceMicro: none, rollover: { maxMicro: credits(1n) } }, { kind: 'add_on' }),
    ],
    ['price', 'a negative price', pack({ price: { amountMinor: -1n, taxIncluded: true } })],
    ['amount', 'a pack of nothing', pack({ amountMicro: none })],
    ['validity', 'valid for 0 months', pack({ validity: { unit: 'month', count: 0 } })],
    ['discounts', 'two discounts from the same quantity', pack({ discounts: twice })],
    ['discounts', 'a discount on one', pack(tier(1, 1, 10))],
    ['discounts', 'more off than the price', pack(tier(2, 11, 10))],
    ['discounts', 'a discount of nothing', pack(tier(2, 0, 10))],
    ['discounts', 'a discount by quantity on what one gets once', pack({ ...tier(2, 1, 10), oncePerCustomer: true })],
  ];

  it.each(faults)('for its %s: %s', (reason, _, command) => {
    expect(productRejection(command)).toEqual({ code: 'product_not_valid', reason });
  });

  it('and one at the bounds is not', () => {
    const most = plan({
      fee: { amountMinor: PRICE_MINOR_MAX, taxIncluded: false },
      allowanceMicro: credits(CREDITS_MAX),
      every: { unit: 'month', count: 1_200 },
      count: 1_200,
      priority: 1_000,
    });
    expect(decideProduct(most).type).toBe('accepted');
    expect(decideProduct(publishPack(tier(1_000, 10, 10))).type).toBe('accepted');
    expect(decideProduct(publishPack({ price: { amountMinor: 0n, taxIncluded: true } })).type).toBe('accepted');
  });
});

describe('what is sold', () => {
  const at = (history: ReturnType<typeof historyOf>, when: number) => productOnSale(history, when)?.version;

  it('is the version that took effect last, in whatever order they were published', () => {
    const history = historyOf(
      publishPlan({ effectiveFrom: NOW }),
      publishPlan({ effectiveFrom: NOW + 30 }),
      publishPlan({ effectiveFrom: NOW + 20 }),
      publishPlan({ effectiveFrom: NOW + 20 }),
    );
    const times = [NOW - 1, NOW, NOW + 19, NOW + 20, NOW + 29, NOW + 30];
    expect(times.map((when) => at(history, when))).toEqual([undefined, 1, 1, 4, 4, 2]);
  });

  it('is sold within its window only: an older version does not come back', () => {
    const window = { availableFrom: NOW + 10, availableUntil: NOW + 20 };
    const history = historyOf(publishPlan(), publishPlan(window));
    expect([NOW, NOW + 9, NOW + 10, NOW + 19, NOW + 20].map((when) => at(history, when))).toEqual([
      undefined,
      undefined,
      2,
      2,
      undefined,
    ]);
    expect(productInEffect(history, NOW + 20)?.version).toBe(2);
  });

  it('is nothing where nothing was published', () => {
    expect(at(historyOf(), NOW)).toBeUndefined();
  });
});
