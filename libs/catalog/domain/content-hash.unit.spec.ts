import { describe, expect, it } from '@jest/globals';
import { credits } from '#libs/kernel/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { tariffHash } from './content-hash.js';
import type { Promotion, Rate, Tariff } from './terms.js';

const RATE: Rate = { target: 'm', kind: 'input', tier: 'standard', creditsMicro: credits(1_000_000n), per: 1 };
const PROMOTION: Promotion = {
  id: 'launch',
  from: 1,
  until: 2,
  models: ['m'],
  kinds: null,
  apps: ['a'],
  numerator: 1,
  denominator: 2,
};
const TARIFF: Omit<Tariff, 'hash'> = {
  book: 'standard',
  version: 1,
  mode: 'full',
  effectiveFrom: 1_800_000_000_000,
  families: [{ name: 'f', models: ['x', 'y'] }],
  rates: [RATE],
  promotions: [PROMOTION],
};

const COST = { microMinor: 80_000n, per: 1_000, currency: 'CNY' };

const hash = (more: Partial<Tariff> = {}) => tariffHash({ ...TARIFF, ...more }, sha256);

describe('the content hash of a tariff', () => {
  it('is the same for ever: debits pin it', () => {
    expect(hash()).toBe('fe37eb5730aebfd71d7cce5ed4b97c2a17b117556369334cfe00f14ce7db66e9');
  });

  const changes: readonly [string, Partial<Tariff>][] = [
    ['book', { book: 'other' }],
    ['version', { version: 2 }],
    ['mode', { mode: 'addition' }],
    ['effectiveFrom', { effectiveFrom: 1_800_000_000_001 }],
    ['family name', { families: [{ name: 'g', models: ['x', 'y'] }] }],
    ['family models', { families: [{ name: 'f', models: ['xy'] }] }],
    ['families', { families: [] }],
    ['rate target', { rates: [{ ...RATE, target: 'n' }] }],
    ['rate kind', { rates: [{ ...RATE, kind: 'output' }] }],
    ['rate tier', { rates: [{ ...RATE, tier: 'batch' }] }],
    ['rate credits', { rates: [{ ...RATE, creditsMicro: credits(1_000_001n) }] }],
    ['rate per', { rates: [{ ...RATE, per: 2 }] }],
    ['rates', { rates: [RATE, RATE] }],
    ['a supplier cost', { rates: [{ ...RATE, supplierCost: COST }] }],
    ['promotion id', { promotions: [{ ...PROMOTION, id: 'other' }] }],
    ['promotion from', { promotions: [{ ...PROMOTION, from: 0 }] }],
    ['promotion until', { promotions: [{ ...PROMOTION, until: 3 }] }],
    ['promotion models', { promotions: [{ ...PROMOTION, models: null }] }],
    ['promotion kinds', { promotions: [{ ...PROMOTION, kinds: ['input'] }] }],
    ['promotion apps', { promotions: [{ ...PROMOTION, apps: ['a', 'b'] }] }],
    ['promotion numerator', { promotions: [{ ...PROMOTION, numerator: 2 }] }],
    ['promotion denominator', { promotions: [{ ...PROMOTION, denominator: 3 }] }],
    ['the list a name stands in', { promotions: [{ ...PROMOTION, models: ['m', 'a'], apps: [] }] }],
  ];

  it.each(changes)('changes with %s', (_, change) => {
    expect(hash(change)).not.toBe(hash());
  });
});

describe('the content hash of a tariff that knows what suppliers are paid', () => {
  const costing = (more: Partial<typeof COST>) => hash({ rates: [{ ...RATE, supplierCost: { ...COST, ...more } }] });

  it('is the same for ever', () => {
    expect(costing({})).toBe('58e7ab027fd4697519674faf79da5cb57afadf7d9bf3fa08595558232e764b61');
  });

  it.each([{ microMinor: 80_001n }, { per: 1_001 }, { currency: 'USD' }])('changes with %p', (change) => {
    expect(costing(change)).not.toBe(costing({}));
  });

  it('tells which of two rates has the cost', () => {
    const priced = { ...RATE, supplierCost: COST };
    expect(hash({ rates: [priced, RATE] })).not.toBe(hash({ rates: [RATE, priced] }));
  });
});
