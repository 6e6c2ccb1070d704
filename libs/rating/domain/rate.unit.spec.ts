import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credits, KINDS, QUANTITY_MAX } from '#libs/kernel/index.js';
import type { Kind } from '#libs/kernel/index.js';
import type { Promotion, Rate } from '#libs/catalog/contract.js';
import { amounts, bookOf, priced, promotion, rated, usage } from '../../../test/support/rating/samples.js';
import { rate, type RatableUsage } from './rate.js';

/** What a promotion says, read literally. */
function isFor(candidate: Promotion, { model, app, occurredAt }: RatableUsage, kind: Kind): boolean {
  return (
    candidate.from <= occurredAt &&
    occurredAt < candidate.until &&
    (candidate.models?.includes(model) ?? true) &&
    (candidate.kinds?.includes(kind) ?? true) &&
    (candidate.apps === null || candidate.apps.some((name) => name === app))
  );
}

const subsetOf = <Name>(...names: Name[]) => fc.option(fc.subarray(names, { minLength: 1 }), { nil: null });
const promotionsArbitrary: fc.Arbitrary<readonly Promotion[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      from: fc.integer({ min: 0, max: 500 }),
      until: fc.integer({ min: 501, max: 1_000 }),
      models: subsetOf('m', 'n'),
      kinds: subsetOf<Kind>(...KINDS),
      apps: subsetOf('x', 'y'),
      numerator: fc.integer({ min: 0, max: 1_000 }),
      raise: fc.integer({ min: 0, max: 1_000 }),
    })
    .map(({ numerator, raise, ...rest }) => ({ ...rest, numerator, denominator: Math.max(1, numerator + raise) })),
  { selector: ({ id }) => id, maxLength: 4 },
);
const ratesArbitrary: fc.Arbitrary<readonly Rate[]> = fc
  .array(
    fc.record({ creditsMicro: fc.bigInt(0n, 10n ** 9n).map(credits), per: fc.integer({ min: 1, max: 10 ** 9 }) }),
    { minLength: KINDS.length, maxLength: KINDS.length },
  )
  .map((prices) => KINDS.map((kind, place) => priced('m', { ...prices[place], kind })));
const usageArbitrary: fc.Arbitrary<RatableUsage> = fc
  .record({
    app: fc.constantFrom(undefined, 'x', 'y', 'z'),
    occurredAt: fc.integer({ min: 0, max: 1_000 }),
    counted: fc.dictionary(fc.constantFrom(...KINDS), fc.integer({ min: 1, max: QUANTITY_MAX / 1_000 })),
  })
  .map(({ app, occurredAt, counted }) => ({
    model: 'm',
    tier: 'standard',
    app,
    occurredAt,
    quantities: KINDS.flatMap((kind) => {
      const quantity = counted[kind];
      return quantity === undefined ? [] : [{ kind, quantity }];
    }),
  }));

describe('rating (rule 2)', () => {
  it('gives the whole micro-credit nearest to the exact fraction, the half up, by the lowest factor (P11)', () => {
    fc.assert(
      fc.property(ratesArbitrary, promotionsArbitrary, usageArbitrary, (rates, promotions, used) => {
        const result = rated(rate(used, bookOf({ rates, promotions })));
        expect(result.components.map(({ kind, quantity }) => ({ kind, quantity }))).toEqual(used.quantities);
        for (const component of result.components) {
          const { creditsMicro, per, kind } = rates[component.rate]!;
          expect(kind).toBe(component.kind);
          const running = promotions.filter((candidate) => isFor(candidate, used, kind));
          const best = running.toSorted(
            (a, b) => a.numerator * b.denominator - b.numerator * a.denominator || (a.id < b.id ? -1 : 1),
          )[0];
          expect(component.promotion).toBe(best === undefined ? null : promotions.indexOf(best));
          const numerator = BigInt(component.quantity) * creditsMicro * BigInt(best?.numerator ?? 1);
          const denominator = BigInt(per) * BigInt(best?.denominator ?? 1);
          const twiceExcess = 2n * (component.amountMicro * denominator - numerator);
          expect(-denominator < twiceExcess && twiceExcess <= denominator).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [1, 2, 1n],
    [1, 3, 0n],
    [2, 3, 1n],
    [3, 2, 2n],
    [0, 7, 0n],
  ])('rounds %i micro-credits per %i to %s', (micro, per, expected) => {
    const rates = [priced('m', { creditsMicro: credits(BigInt(micro)), per })];
    expect(amounts(rate(usage(), bookOf({ rates })))).toEqual([expected]);
  });

  it('rounds once, after the promotion: a third of a half is not a third of one', () => {
    const rates = [priced('m', { creditsMicro: credits(1n), per: 2 })];
    const promotions = [promotion({ numerator: 1, denominator: 3 })];
    expect(amounts(rate(usage(), bookOf({ rates, promotions })))).toEqual([0n]);
    expect(
      amounts(rate(usage({ quantities: [{ kind: 'input', quantity: 3 }] }), bookOf({ rates, promotions }))),
    ).toEqual([1n]);
  });

  it('rounds each component by itself', () => {
    const rates = [
      priced('m', { creditsMicro: credits(1n), per: 2 }),
      priced('m', { kind: 'output', creditsMicro: credits(1n), per: 2 }),
    ];
    const quantities = [{ kind: 'input', quantity: 1 } as const, { kind: 'output', quantity: 1 } as const];
    expect(amounts(rate(usage({ quantities }), bookOf({ rates })))).toEqual([1n, 1n]);
  });

  it('is exact where a float is not: 2^53 + 1 is reached and kept (P9)', () => {
    const rates = [priced('m', { creditsMicro: credits(2n ** 53n + 1n) })];
    expect(amounts(rate(usage(), bookOf({ rates })))).toEqual([9_007_199_254_740_993n]);
  });

  it('keeps full precision over a million small debits (P8)', () => {
    const rates = [priced('m', { creditsMicro: credits(9_900n), per: 10_000 })];
    const book = bookOf({ rates });
    const one = amounts(rate(usage({ quantities: [{ kind: 'input', quantity: 10_000 }] }), book))[0]!;
    expect(one * 1_000_000n).toBe(9_900_000_000n);
  });

  it('charges zero where zero is written, by a rate or by a promotion', () => {
    const free = bookOf({ rates: [priced('m', { creditsMicro: credits(0n) })] });
    expect(amounts(rate(usage(), free))).toEqual([0n]);
    const given = bookOf({ rates: [priced('m')], promotions: [promotion({ numerator: 0 })] });
    expect(amounts(rate(usage(), given))).toEqual([0n]);
  });
});
