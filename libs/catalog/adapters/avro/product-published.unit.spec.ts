import { describe, expect, it } from '@jest/globals';
import type { JournalEvent } from '#libs/journal/contract.js';
import { credits, CREDITS_MAX, KINDS } from '#libs/kernel/index.js';
import { createAvroCodec } from '#libs/platform/avro/index.js';
import { packOffer, renewed } from '../../../../test/support/catalog/product-samples.js';
import type { ProductPublished } from '../../domain/products/events.js';
import { PRICE_MINOR_MAX } from '../../domain/products/rejections.js';
import { CUSTOMER_KINDS } from '../../domain/products/terms.js';
import { catalogueEventDefinitions } from './catalogue-events.js';

const PLAN: ProductPublished['data'] = {
  product: 'plan-s',
  version: 3,
  effectiveFrom: 1_800_000_000_000,
  kind: 'plan',
  name: 'Plan S 套餐',
  illustrative: true,
  customers: CUSTOMER_KINDS,
  currency: 'CNY',
  availableFrom: 0,
  availableUntil: 1_900_000_000_000,
  renewed: renewed({
    fee: { amountMinor: PRICE_MINOR_MAX, taxIncluded: false },
    allowanceMicro: credits(CREDITS_MAX),
    scope: { models: ['m'], kinds: [...KINDS], apps: ['a'] },
    priority: 5,
    rollover: { maxMicro: credits(1n) },
    every: { unit: 'month', count: 12 },
    firstPeriod: 'by_days',
    count: 24,
  }),
  pack: null,
  hash: 'ab'.repeat(32),
};
const PACK: ProductPublished['data'] = {
  ...PLAN,
  kind: 'promotion',
  availableFrom: null,
  availableUntil: null,
  renewed: null,
  pack: packOffer({
    discounts: [{ fromQuantity: 2, numerator: 1, denominator: 1_000_000 }],
    scope: { models: null, kinds: ['labelled_item'], apps: null },
    priority: 0,
    oncePerCustomer: true,
  }),
};

function recorded(data: ProductPublished['data']): JournalEvent<ProductPublished> {
  return {
    event: { type: 'ProductPublished', data },
    meta: {
      recordedAt: 1_800_000_000_001,
      receivedAt: 1_800_000_000_000,
      actor: 'operator',
      cause: { type: 'command', client: 'operator', key: 'cd'.repeat(16), input: 'ef'.repeat(16) },
    },
  };
}

describe.each([
  ['plan', recorded(PLAN)],
  ['promotion', recorded(PACK)],
])('the stored form of a published %s', (_, event) => {
  const codec = createAvroCodec(catalogueEventDefinitions);

  it('keeps every field, the bounds included', () => {
    expect(codec.decode('ProductPublished', codec.encode(event))).toEqual(event);
  });

  it('keeps every field as JSON', () => {
    const text = JSON.stringify(codec.toJson(event));
    expect(codec.fromJson('ProductPublished', JSON.parse(text))).toEqual(event);
  });
});
