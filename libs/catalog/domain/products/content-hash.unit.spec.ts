import { describe, expect, it } from '@jest/globals';
import { credits } from '#libs/kernel/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { packOffer, renewed } from '../../../../test/support/catalog/product-samples.js';
import { productHash } from './content-hash.js';
import type { PackOffer, Product, RenewedTerms } from './terms.js';

const PLAN: Omit<Product, 'hash'> = {
  product: 'plan-s',
  version: 1,
  effectiveFrom: 1_800_000_000_000,
  kind: 'plan',
  name: 'Plan S',
  illustrative: false,
  customers: ['individual', 'team'],
  currency: 'CNY',
  availableFrom: null,
  availableUntil: 1_900_000_000_000,
  renewed: renewed({
    scope: { models: ['m'], kinds: null, apps: ['a'] },
    rollover: { maxMicro: credits(5n) },
    count: 2,
  }),
  pack: null,
};
const PACK: Omit<Product, 'hash'> = {
  ...PLAN,
  kind: 'top_up',
  renewed: null,
  pack: packOffer({ discounts: [{ fromQuantity: 2, numerator: 1, denominator: 10 }] }),
};

const hash = (product: Omit<Product, 'hash'>) => productHash(product, sha256);

describe('the content hash of a product', () => {
  it('is the same for ever: what is sold pins it', () => {
    expect([hash(PLAN), hash(PACK)]).toEqual([
      '4c72cc30b59cc5601d3d71d9f293eac9841932f3146120e0f63606993d22f2f8',
      'c27144ee8180faf028da9c22af8ff6edf391dbcedf4f75a39c384e16805cf97c',
    ]);
  });

  const changes: readonly [string, Partial<Product>][] = [
    ['product', { product: 'plan-t' }],
    ['version', { version: 2 }],
    ['effectiveFrom', { effectiveFrom: 0 }],
    ['kind', { kind: 'free_quota' }],
    ['name', { name: 'Plan T' }],
    ['illustrative', { illustrative: true }],
    ['customers', { customers: ['individual'] }],
    ['currency', { currency: 'HKD' }],
    ['availableFrom', { availableFrom: 0 }],
    ['availableUntil', { availableUntil: null }],
    ['what an instant is for', { availableFrom: 1_900_000_000_000, availableUntil: null }],
    ['its terms', { renewed: null }],
  ];
  it.each(changes)('changes with %s', (_, change) => {
    expect(hash({ ...PLAN, ...change })).not.toBe(hash(PLAN));
  });

  const terms: readonly [string, Partial<RenewedTerms>][] = [
    ['fee', { fee: { amountMinor: 991n, taxIncluded: true } }],
    ['tax', { fee: { amountMinor: 990n, taxIncluded: false } }],
    ['allowance', { allowanceMicro: credits(1n) }],
    ['the dimension of its scope', { scope: { models: null, kinds: null, apps: ['m', 'a'] } }],
    ['priority', { priority: 5 }],
    ['rollover', { rollover: null }],
    ['what a number is for', { rollover: null, priority: 5 }],
    ['every', { every: { unit: 'day', count: 30 } }],
    ['the unit of every', { every: { unit: 'month', count: 30 } }],
    ['firstPeriod', { firstPeriod: 'by_days' }],
    ['count', { count: null }],
  ];
  it.each(terms)('changes with %s of its terms', (_, change) => {
    expect(hash({ ...PLAN, renewed: { ...PLAN.renewed!, ...change } })).not.toBe(hash(PLAN));
  });

  const offers: readonly [string, Partial<PackOffer>][] = [
    ['amount', { amountMicro: credits(1n) }],
    ['price', { price: { amountMinor: 101n, taxIncluded: true } }],
    ['discounts', { discounts: [] }],
    ['a discount', { discounts: [{ fromQuantity: 2, numerator: 1, denominator: 11 }] }],
    ['validity', { validity: null }],
    ['scope', { scope: { models: null, kinds: ['image'], apps: null } }],
    ['priority', { priority: 0 }],
    ['oncePerCustomer', { oncePerCustomer: true }],
  ];
  it.each(offers)('changes with %s of its offer', (_, change) => {
    expect(hash({ ...PACK, pack: { ...PACK.pack!, ...change } })).not.toBe(hash(PACK));
  });
});
