import { describe, expect, it } from '@jest/globals';
import type { JournalEvent } from '#libs/journal/contract.js';
import { credits, CREDITS_MAX, KINDS, TIERS } from '#libs/kernel/index.js';
import { createAvroCodec } from '#libs/platform/avro/index.js';
import type { TariffPublished } from '../../domain/events.js';
import { FACTOR_TERM_MAX, PER_MAX } from '../../domain/rejections.js';
import { catalogueEventDefinitions } from './catalogue-events.js';

const PUBLISHED: JournalEvent<TariffPublished> = {
  event: {
    type: 'TariffPublished',
    data: {
      book: 'standard',
      version: 3,
      mode: 'addition',
      effectiveFrom: 1_800_000_000_000,
      families: [{ name: 'f', models: ['x', 'y'] }],
      rates: [
        ...KINDS.flatMap((kind) =>
          TIERS.map((tier) => ({ target: 'm', kind, tier, creditsMicro: credits(CREDITS_MAX), per: PER_MAX })),
        ),
        {
          target: 'n',
          kind: 'input',
          tier: 'standard',
          creditsMicro: credits(1n),
          per: 1,
          supplierCost: { microMinor: CREDITS_MAX, per: PER_MAX, currency: 'CNY' },
        },
      ],
      promotions: [
        { id: 'a', from: 0, until: 1, models: ['m'], kinds: [...KINDS], apps: ['p'], numerator: 0, denominator: 1 },
        {
          id: 'b',
          from: 0,
          until: 1,
          models: null,
          kinds: null,
          apps: null,
          numerator: 1,
          denominator: FACTOR_TERM_MAX,
        },
      ],
      hash: 'ab'.repeat(32),
    },
  },
  meta: {
    recordedAt: 1_800_000_000_001,
    receivedAt: 1_800_000_000_000,
    actor: 'operator',
    cause: { type: 'command', client: 'operator', key: 'cd'.repeat(16), input: 'ef'.repeat(16) },
  },
};

describe('the stored form of a published tariff', () => {
  const codec = createAvroCodec(catalogueEventDefinitions);

  it('keeps every field, the bounds included', () => {
    expect(codec.decode('TariffPublished', codec.encode(PUBLISHED))).toEqual(PUBLISHED);
  });

  it('keeps every field as JSON', () => {
    const text = JSON.stringify(codec.toJson(PUBLISHED));
    expect(codec.fromJson('TariffPublished', JSON.parse(text))).toEqual(PUBLISHED);
  });
});

it('does not make up a cost that is not known', () => {
  const codec = createAvroCodec(catalogueEventDefinitions);
  const read = codec.decode('TariffPublished', codec.encode(PUBLISHED)) as typeof PUBLISHED;
  expect(read.event.data.rates.filter((rate) => 'supplierCost' in rate)).toHaveLength(1);
});
