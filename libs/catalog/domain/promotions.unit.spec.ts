import { describe, expect, it } from '@jest/globals';
import { findPromotion, rankPromotions, type PromotedUse } from './promotions.js';
import type { Promotion } from './terms.js';

const promotion = (id: string, more: Partial<Promotion> = {}): Promotion => ({
  id,
  from: 100,
  until: 200,
  models: null,
  kinds: null,
  apps: null,
  numerator: 1,
  denominator: 2,
  ...more,
});

function chosen(promotions: readonly Promotion[], use: Partial<PromotedUse> = {}): string | undefined {
  const ranked = rankPromotions(promotions);
  const found = findPromotion(ranked, { model: 'm', kind: 'input', occurredAt: 150, ...use });
  if (found !== undefined) expect(promotions[found.ordinal]).toBe(found.promotion);
  return found?.promotion.id;
}

describe('the promotion a usage is priced by', () => {
  it.each([
    [99, undefined],
    [100, 'p'],
    [199, 'p'],
    [200, undefined],
  ])('at %i of a promotion from 100 until 200 is %s', (occurredAt, id) => {
    expect(chosen([promotion('p')], { occurredAt })).toBe(id);
  });

  it('is for the models, kinds and apps it names, to the byte', () => {
    const scoped = [promotion('p', { models: ['m'], kinds: ['input'], apps: ['a'] })];
    expect(chosen(scoped, { app: 'a' })).toBe('p');
    expect(chosen(scoped, { app: 'a', model: 'M' })).toBeUndefined();
    expect(chosen(scoped, { app: 'a', kind: 'output' })).toBeUndefined();
    expect(chosen(scoped, { app: 'b' })).toBeUndefined();
    expect(chosen(scoped)).toBeUndefined();
  });

  it('is the one with the lowest factor, compared exactly: overlapping ones never add up (P6)', () => {
    const large = Number.MAX_SAFE_INTEGER;
    const promotions = [
      promotion('a', { numerator: large - 1, denominator: large }),
      promotion('b', { numerator: large - 2, denominator: large - 1 }),
    ];
    expect(chosen(promotions)).toBe('b');
    expect(chosen([...promotions, promotion('c', { numerator: 0, denominator: 7 })])).toBe('c');
  });

  it('is, of equal factors, the one with the lower id, in whatever order they are listed', () => {
    const equals = [promotion('b', { numerator: 2, denominator: 4 }), promotion('a')];
    expect(chosen(equals)).toBe('a');
    expect(chosen(equals.toReversed())).toBe('a');
  });

  it('is the next best where the best does not apply', () => {
    expect(chosen([promotion('best', { numerator: 0, until: 150 }), promotion('next')])).toBe('next');
  });
});
