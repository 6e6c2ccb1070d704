import { describe, expect, it } from '@jest/globals';
import { credits, CREDITS_MAX } from '#libs/kernel/index.js';
import { EMPTY_BOOK } from '#libs/catalog/index.js';
import { amounts, bookOf, pin, priced, promotion, rated, usage } from '../../../test/support/rating/samples.js';
import { rate } from './rate.js';

describe('which tariff rates a usage (rules 10, 30)', () => {
  it('leaves usage from before a price change at the old price, whenever it comes (P3)', () => {
    const old = bookOf({ rates: [priced('m')] });
    const changed = bookOf(
      { rates: [priced('m')] },
      { rates: [priced('m', { creditsMicro: credits(2_000_000n) })], effectiveFrom: 500 },
    );
    const earlier = usage({ occurredAt: 499 });
    expect(rate(earlier, changed)).toEqual(rate(earlier, old));
    expect(amounts(rate(usage({ occurredAt: 500 }), changed))).toEqual([2_000_000n]);
  });

  it('pins the version it priced by, and names rate and promotion by their places', () => {
    const book = bookOf({
      rates: [priced('other'), priced('m')],
      promotions: [promotion({ id: 'other', models: ['other'] }), promotion()],
    });
    expect(rate(usage(), book)).toEqual({
      type: 'rated',
      rated: {
        tariffs: [pin(book.versions[0]!)],
        components: [{ kind: 'input', quantity: 1, tariff: 0, rate: 1, promotion: 1, amountMicro: 500_000n }],
      },
    });
  });

  it('pins each version once where several priced it', () => {
    const book = bookOf(
      { rates: [priced('m'), priced('m', { kind: 'reasoning' })] },
      { mode: 'addition', rates: [priced('m', { kind: 'output' })] },
    );
    const quantities = (['input', 'output', 'reasoning'] as const).map((kind) => ({ kind, quantity: 1 }));
    const result = rated(rate(usage({ quantities }), book));
    expect(result.tariffs).toEqual(book.versions.map(pin));
    expect(result.components.map(({ tariff }) => tariff)).toEqual([0, 1, 0]);
  });

  it('prices by a promotion of the tariff in force only, never by another version’s', () => {
    const book = bookOf(
      { rates: [priced('m')], promotions: [promotion()] },
      { rates: [priced('m')], effectiveFrom: 400 },
    );
    expect(amounts(rate(usage({ occurredAt: 399 }), book))).toEqual([500_000n]);
    expect(amounts(rate(usage({ occurredAt: 400 }), book))).toEqual([1_000_000n]);
  });

  it('rates a usage that counted nothing to nothing, under the tariff in force if there is one', () => {
    const book = bookOf({ rates: [priced('m')], effectiveFrom: 100 });
    const nothing = usage({ model: 'whatever', quantities: [] });
    expect(rate(nothing, book)).toEqual({
      type: 'rated',
      rated: { tariffs: [pin(book.versions[0]!)], components: [] },
    });
    expect(rate({ ...nothing, occurredAt: 99 }, book)).toEqual({
      type: 'rated',
      rated: { tariffs: [], components: [] },
    });
  });
});

describe('models apart (P5)', () => {
  const book = bookOf({
    families: [{ name: 'gpt', models: ['gpt-5-mini', 'own'] }],
    rates: [
      priced('gpt-5'),
      priced('gpt-5.0', { creditsMicro: credits(2_000_000n) }),
      priced('family:gpt', { creditsMicro: credits(3_000_000n) }),
      priced('family:gpt', { kind: 'output', creditsMicro: credits(4_000_000n) }),
      priced('own', { creditsMicro: credits(5_000_000n) }),
    ],
  });

  it.each([
    ['gpt-5', 1_000_000n],
    ['gpt-5.0', 2_000_000n],
    ['gpt-5-mini', 3_000_000n],
    ['own', 5_000_000n],
  ])('%s has its own price', (model, amount) => {
    expect(amounts(rate(usage({ model }), book))).toEqual([amount]);
  });

  it('a model with a rate of its own takes the kinds it has none for from its family', () => {
    expect(amounts(rate(usage({ model: 'own', quantities: [{ kind: 'output', quantity: 1 }] }), book))).toEqual([
      4_000_000n,
    ]);
  });

  it.each(['GPT-5', 'gpt-5 ', 'gpt-5-min', 'gpt-5-mini-2', 'gpt', 'family:gpt', '', 'constructor', '__proto__'])(
    '%p is unpriced (P4)',
    (model) => {
      expect(rate(usage({ model }), book)).toEqual({ type: 'unpriced', quantity: { kind: 'input', quantity: 1 } });
    },
  );
});

describe('usage that cannot be rated', () => {
  const quantities = [{ kind: 'input', quantity: 7 } as const, { kind: 'output', quantity: 8 } as const];

  it('is unpriced at its first quantity without a rate, never free (rule 30, P4)', () => {
    expect(rate(usage({ quantities }), bookOf({ rates: [priced('m')] }))).toEqual({
      type: 'unpriced',
      quantity: { kind: 'output', quantity: 8 },
    });
    expect(rate(usage({ quantities }), EMPTY_BOOK)).toEqual({
      type: 'unpriced',
      quantity: { kind: 'input', quantity: 7 },
    });
  });

  it('is unpriced in a tier without a rate, and before the tariff', () => {
    const book = bookOf({ rates: [priced('m')], effectiveFrom: 100 });
    expect(rate(usage({ tier: 'batch' }), book).type).toBe('unpriced');
    expect(rate(usage({ occurredAt: 99 }), book).type).toBe('unpriced');
  });

  it('is out of range when a component leaves 64 bits (rule 1)', () => {
    const book = bookOf({ rates: [priced('m', { creditsMicro: credits(CREDITS_MAX) })] });
    expect(amounts(rate(usage(), book))).toEqual([CREDITS_MAX]);
    expect(rate(usage({ quantities: [{ kind: 'input', quantity: 2 }] }), book)).toEqual({ type: 'out_of_range' });
  });

  it('is out of range when the sum of its components does (rule 1)', () => {
    const half = credits(2n ** 62n);
    const book = bookOf({
      rates: [priced('m', { creditsMicro: half }), priced('m', { kind: 'output', creditsMicro: half })],
    });
    expect(rate(usage({ quantities: quantities.map(({ kind }) => ({ kind, quantity: 1 })) }), book)).toEqual({
      type: 'out_of_range',
    });
  });
});
