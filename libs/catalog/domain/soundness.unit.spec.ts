import { describe, expect, it } from '@jest/globals';
import { credits } from '#libs/kernel/index.js';
import {
  bookOf,
  decide,
  family,
  models,
  NOW,
  promotion,
  publish,
  rate,
  rejection,
} from '../../../test/support/catalog/samples.js';
import type { PublishTariff } from './commands.js';
import { RATES_MAX, type TariffRejection } from './rejections.js';
import type { Rate } from './terms.js';

describe('a tariff that is not sound', () => {
  const f = [family('f', 'x')];
  const cases: readonly [string, Partial<PublishTariff>, TariffRejection][] = [
    ['has no rate', { rates: [] }, { code: 'tariff_empty' }],
    [
      'has more than 10,000 rates',
      { rates: models(RATES_MAX + 1).map((model) => rate(model)) },
      { code: 'too_many_rates', limit: 10_000 },
    ],
    [
      'lists more than 10,000 models in families',
      { families: [family('f', ...models(6_000)), family('g', ...models(4_001))] },
      { code: 'too_many_models', limit: 10_000 },
    ],
    [
      'has more than 10,000 families',
      { families: Array.from({ length: 10_001 }, () => family('f')) },
      { code: 'too_many_models', limit: 10_000 },
    ],
    [
      'has more than 100 promotions',
      { promotions: Array.from({ length: 101 }, () => promotion()) },
      { code: 'too_many_promotions', limit: 100 },
    ],
    [
      'names a family by something else than an id',
      { families: [...f, family('g h', 'y')] },
      { code: 'family_not_valid', ordinal: 1, reason: 'name' },
    ],
    [
      'lists a family twice',
      { families: [...f, family('f', 'y')] },
      { code: 'family_not_valid', ordinal: 1, reason: 'name_repeated' },
    ],
    [
      'lists a family without models',
      { families: [family('f')] },
      { code: 'family_not_valid', ordinal: 0, reason: 'no_models' },
    ],
    [
      'lists a model without a name',
      { families: [family('f', 'y', '')] },
      { code: 'family_not_valid', ordinal: 0, reason: 'model' },
    ],
    [
      'has a model in two families',
      { families: [...f, family('g', 'y', 'x')] },
      { code: 'family_overlap', model: 'x', families: ['f', 'g'] },
    ],
    [
      'has a model twice in one family',
      { families: [family('f', 'x', 'x')] },
      { code: 'family_overlap', model: 'x', families: ['f', 'f'] },
    ],
    [
      'prices a model without a name',
      { rates: [rate('m'), rate('')] },
      { code: 'rate_not_valid', ordinal: 1, reason: 'target' },
    ],
    [
      'prices a model with a name of 257 characters',
      { rates: [rate('m'.repeat(257))] },
      { code: 'rate_not_valid', ordinal: 0, reason: 'target' },
    ],
    [
      'prices a model with half a character in its name',
      { rates: [rate('m\ud800')] },
      { code: 'rate_not_valid', ordinal: 0, reason: 'target' },
    ],
    [
      'has a rate below zero',
      { rates: [rate('m', { creditsMicro: credits(-1n) })] },
      { code: 'rate_not_valid', ordinal: 0, reason: 'credits' },
    ],
    [
      'has a rate beyond 64 bits',
      { rates: [rate('m', { creditsMicro: (2n ** 63n) as Rate['creditsMicro'] })] },
      { code: 'rate_not_valid', ordinal: 0, reason: 'credits' },
    ],
    ...[
      { microMinor: -1n, per: 1, currency: 'CNY' },
      { microMinor: 2n ** 63n, per: 1, currency: 'CNY' },
      { microMinor: 1n, per: 0, currency: 'CNY' },
      { microMinor: 1n, per: 1, currency: 'yuan' },
    ].map((supplierCost): [string, Partial<PublishTariff>, TariffRejection] => [
      `has a supplier cost of ${Object.values(supplierCost).join(' ')}`,
      { rates: [rate('m', { supplierCost })] },
      { code: 'rate_not_valid', ordinal: 0, reason: 'supplier_cost' },
    ]),
    ...[0, -1, 1.5, Number.NaN, 10 ** 12 + 1].map((per): [string, Partial<PublishTariff>, TariffRejection] => [
      `has a rate per ${per}`,
      { rates: [rate('m', { per })] },
      { code: 'rate_not_valid', ordinal: 0, reason: 'per' },
    ]),
    [
      'prices a family it does not list',
      { families: f, rates: [rate('family:f'), rate('family:g')] },
      { code: 'unknown_family', ordinal: 1, family: 'g' },
    ],
    [
      'prices the same kind, tier and model twice',
      { rates: [rate('m'), rate('n'), rate('m', { per: 2 })] },
      { code: 'duplicate_rate', ordinal: 2, first: 0 },
    ],
    ['has a promotion without an id', { promotions: [promotion({ id: '' })] }, badPromotion('id')],
    ['has two promotions of one id', { promotions: [promotion(), promotion()] }, badPromotion('id_repeated', 1)],
    ['has a promotion that ends as it starts', { promotions: [promotion({ until: NOW })] }, badPromotion('dates')],
    ['has a promotion over zero', { promotions: [promotion({ denominator: 0 })] }, badPromotion('factor')],
    [
      'has a promotion in parts of more than a million',
      { promotions: [promotion({ denominator: 1_000_001 })] },
      badPromotion('factor'),
    ],
    ['has a promotion below zero', { promotions: [promotion({ numerator: -1 })] }, badPromotion('factor')],
    ['has a promotion that raises the price', { promotions: [promotion({ numerator: 3 })] }, badPromotion('factor')],
    ['has a promotion by a float', { promotions: [promotion({ numerator: 0.5 })] }, badPromotion('factor')],
    ['has a promotion over a float', { promotions: [promotion({ denominator: 1.5 })] }, badPromotion('factor')],
    ['has a promotion for no model at all', { promotions: [promotion({ models: [] })] }, badPromotion('scope')],
    ['has a promotion for no kind at all', { promotions: [promotion({ kinds: [] })] }, badPromotion('scope')],
    ['has a promotion for an app without a name', { promotions: [promotion({ apps: [''] })] }, badPromotion('scope')],
  ];

  it.each(cases)('is refused when it %s', (_, content, expected) => {
    expect(rejection(publish(content))).toEqual(expected);
  });

  it('accepts a promotion to zero, and one to the full price', () => {
    const promotions = [promotion({ id: 'free', numerator: 0 }), promotion({ id: 'full', numerator: 2 })];
    expect(decide(publish({ promotions })).type).toBe('accepted');
  });

  it('is told its first fault, in a fixed order', () => {
    const faults: readonly [Partial<PublishTariff>, TariffRejection['code']][] = [
      [{ rates: [] }, 'tariff_empty'],
      [{ families: [family('f', ...models(10_001))] }, 'too_many_models'],
      [{ promotions: Array.from({ length: 101 }, () => promotion({ id: '' })) }, 'too_many_promotions'],
      [{ families: [family('')] }, 'family_not_valid'],
      [{ families: [family('f', 'x', 'x')] }, 'family_overlap'],
      [{ rates: [rate('family:g', { per: 0 })] }, 'rate_not_valid'],
      [{ rates: [rate('family:g'), rate('family:g')] }, 'unknown_family'],
      [{ rates: [rate('m'), rate('m')] }, 'duplicate_rate'],
      [{ promotions: [promotion({ id: '' })] }, 'promotion_not_valid'],
      [{ effectiveFrom: NOW - 1 }, 'effective_in_past'],
    ];
    faults.forEach(([, code], first) => {
      const together = faults
        .slice(first)
        .reduceRight<Partial<PublishTariff>>((all, [fault]) => ({ ...all, ...fault }), {});
      expect(rejection(publish(together), bookOf(publish())).code).toBe(code);
    });
  });
});

function badPromotion(
  reason: Extract<TariffRejection, { code: 'promotion_not_valid' }>['reason'],
  ordinal = 0,
): TariffRejection {
  return { code: 'promotion_not_valid', ordinal, reason };
}
