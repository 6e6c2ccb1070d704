import { describe, expect, it } from '@jest/globals';
import { credits } from '#libs/kernel/index.js';
import {
  bookOf,
  decide,
  family,
  HOUR,
  models,
  NOW,
  promotion,
  publish,
  published,
  rate,
  rejection,
} from '../../../test/support/catalog/samples.js';
import type { PublishTariff } from './commands.js';
import type { TariffPublished } from './events.js';
import { FAMILY_MODELS_MAX, PROMOTIONS_MAX, RATES_MAX } from './rejections.js';
import { EMPTY_BOOK } from './state.js';
import { tariffBookAggregate, tariffBookDecider } from './tariff-book.js';

describe('publishing a tariff', () => {
  it('records every field of the next version of the book, taking effect now unless it says when', () => {
    const command = publish({ families: [family('f', 'x')], promotions: [promotion()] });
    expect(published(command)).toEqual({
      type: 'TariffPublished',
      data: {
        book: 'standard',
        version: 1,
        mode: 'full',
        effectiveFrom: NOW,
        families: command.families,
        rates: command.rates,
        promotions: command.promotions,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(published(publish({ effectiveFrom: NOW + HOUR })).data.effectiveFrom).toBe(NOW + HOUR);
  });

  it('is never a silent no-op: the same content again is the next version', () => {
    const again = published(publish(), bookOf(publish()));
    expect(again.data.version).toBe(2);
    expect(again.data.hash).not.toBe(published(publish()).data.hash);
  });

  it('numbers the versions of a book 1, 2, 3 …', () => {
    expect(bookOf(publish(), publish(), publish()).versions.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('accepts a rate of zero when it is written (rule 2)', () => {
    expect(published(publish({ rates: [rate('m', { creditsMicro: credits(0n) })] })).data.rates[0]?.creditsMicro).toBe(
      0n,
    );
  });

  it('accepts as many rates, models and promotions as the bounds say', () => {
    const rates = [...models(RATES_MAX - 1).map((model) => rate(model)), rate('family:f')];
    const promotions = Array.from({ length: PROMOTIONS_MAX }, (_, ordinal) => promotion({ id: `p${ordinal}` }));
    const families = [family('f', ...models(FAMILY_MODELS_MAX))];
    expect(decide(publish({ rates, families, promotions })).type).toBe('accepted');
  });

  it('takes effect at this very instant without lead time, on a book with versions too (rule 30)', () => {
    expect(published(publish({ effectiveFrom: NOW }), bookOf(publish())).data.effectiveFrom).toBe(NOW);
  });

  it('lets the first version of a book reach back, since nothing is priced before it (rule 30)', () => {
    expect(published(publish({ effectiveFrom: 0 })).data.effectiveFrom).toBe(0);
  });

  it('lets an addition reach back (rule 30)', () => {
    const addition = publish({ mode: 'addition', effectiveFrom: 0, rates: [rate('new')] });
    expect(published(addition, bookOf(publish())).data).toMatchObject({
      mode: 'addition',
      effectiveFrom: 0,
      version: 2,
    });
  });

  it('lets an addition price a kind or a tier of a model that had other kinds and tiers only', () => {
    const rates = [rate('m', { kind: 'output' }), rate('m', { tier: 'batch' })];
    expect(decide(publish({ mode: 'addition', rates }), bookOf(publish())).type).toBe('accepted');
  });

  it('lets an addition widen a family by a model that was never priced', () => {
    const priced = bookOf(publish({ families: [family('f', 'old')], rates: [rate('family:f')] }));
    const addition = publish({ mode: 'addition', families: [family('f', 'new')], rates: [rate('family:f')] });
    expect(decide(addition, priced).type).toBe('accepted');
  });
});

describe('what is priced stays priced (rule 30)', () => {
  it('refuses a full version that would take effect one millisecond ago', () => {
    const effectiveFrom = NOW - 1;
    expect(rejection(publish({ effectiveFrom }), bookOf(publish()))).toEqual({
      code: 'effective_in_past',
      effectiveFrom,
      now: NOW,
    });
  });

  it('refuses a full version from the past also where the book has additions only', () => {
    const additions = bookOf(publish({ mode: 'addition', effectiveFrom: 0 }));
    expect(rejection(publish({ effectiveFrom: 0 }), additions).code).toBe('effective_in_past');
  });

  const again: readonly [string, PublishTariff, Partial<PublishTariff>][] = [
    ['its own rate', publish(), {}],
    ['its family', publish({ families: [family('f', 'm')], rates: [rate('family:f')] }), {}],
    ['an earlier addition', publish({ mode: 'addition', effectiveFrom: 0 }), {}],
    ['a version yet to take effect', publish({ effectiveFrom: NOW + HOUR }), {}],
    [
      'its own rate, when it comes by a family',
      publish(),
      { families: [family('f', 'x', 'm')], rates: [rate('family:f')] },
    ],
  ];

  it.each(again)('refuses an addition for a model priced by %s', (_, earlier, addition) => {
    const command = publish({ mode: 'addition', effectiveFrom: 0, rates: [rate('new'), rate('m')], ...addition });
    const ordinal = command.rates.length - 1;
    expect(rejection(command, bookOf(earlier))).toEqual({
      code: 'pair_already_priced',
      ordinal,
      model: 'm',
      kind: 'input',
      tier: 'standard',
    });
  });
});

describe('folding a book', () => {
  it('stops at a version that is out of order', () => {
    const first = published(publish());
    const book = tariffBookAggregate.evolve(tariffBookAggregate.initial, first);
    expect(() => tariffBookAggregate.evolve(book, first)).toThrow('versions of a tariff book follow each other');
  });

  it('stops at an addition that prices what is added already', () => {
    const addition = published(publish({ mode: 'addition' }));
    const book = tariffBookDecider.evolve(EMPTY_BOOK, addition);
    const second: TariffPublished = { ...addition, data: { ...addition.data, version: 2 } };
    expect(() => tariffBookDecider.evolve(book, second)).toThrow('an addition prices only what the book never priced');
  });
});
