import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credits, TIERS } from '#libs/kernel/index.js';
import type { Kind } from '#libs/kernel/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import type { PublishTariff } from './commands.js';
import { EMPTY_BOOK, findRate, tariffInForce, type RateQuery, type TariffBook } from './state.js';
import { tariffBookDecider } from './tariff-book.js';
import type { ModelFamily, Rate, Tariff } from './terms.js';

const KINDS_USED: readonly Kind[] = ['input', 'input_audio'];
const TIERS_USED = TIERS.slice(0, 2);
/** Look-alikes, and one that looks like a family. */
const MODELS = ['gpt-5', 'gpt-5 ', 'GPT-5', 'gpt-5-mini', 'family:f', 'unpriced'];

interface Publication {
  readonly now: number;
  readonly command: PublishTariff;
}

function attempt(book: TariffBook, { now, command }: Publication): TariffBook {
  const decision = tariffBookDecider.decide({ ...command, context: { now, sha256 } }, book);
  return decision.type === 'accepted' ? decision.events.reduce(tariffBookDecider.evolve, book) : book;
}

/** What rule 30 and the words `full` and `addition` say, by looking through every version. */
function expectedRate(versions: readonly Tariff[], query: RateQuery): readonly [number, number] | undefined {
  const fulls = versions.filter(({ mode, effectiveFrom }) => mode === 'full' && effectiveFrom <= query.occurredAt);
  const inForce = fulls.toSorted((a, b) => a.effectiveFrom - b.effectiveFrom || a.version - b.version).slice(-1);
  const additions = versions.filter(
    ({ mode, effectiveFrom }) => mode === 'addition' && effectiveFrom <= query.occurredAt,
  );
  for (const tariff of [...inForce, ...additions]) {
    const family = tariff.families.find(({ models }) => models.includes(query.model));
    const isOwn = !query.model.startsWith('family:');
    for (const target of [...(isOwn ? [query.model] : []), ...(family ? [`family:${family.name}`] : [])]) {
      const ordinal = tariff.rates.findIndex(
        (rate) => rate.target === target && rate.kind === query.kind && rate.tier === query.tier,
      );
      if (ordinal >= 0) return [tariff.version, ordinal];
    }
  }
  return undefined;
}

const instant = fc.integer({ min: 0, max: 30 });
const rateArbitrary: fc.Arbitrary<Rate> = fc.record({
  target: fc.constantFrom(...MODELS.slice(0, 4), 'family:f', 'family:g'),
  kind: fc.constantFrom(...KINDS_USED),
  tier: fc.constantFrom(...TIERS_USED),
  creditsMicro: fc.bigInt(0n, 5n).map(credits),
  per: fc.constant(1),
});
const familiesArbitrary: fc.Arbitrary<readonly ModelFamily[]> = fc
  .array(fc.constantFrom('f', 'g', 'none'), { minLength: 5, maxLength: 5 })
  .map((places) =>
    ['f', 'g'].map((name) => ({ name, models: [`of-${name}`, ...MODELS.filter((_, at) => places[at] === name)] })),
  );
const publicationsArbitrary: fc.Arbitrary<readonly Publication[]> = fc
  .array(
    fc.record({
      step: fc.integer({ min: 0, max: 5 }),
      mode: fc.constantFrom('full' as const, 'addition' as const),
      shift: fc.integer({ min: -10, max: 10 }),
      families: familiesArbitrary,
      rates: fc.uniqueArray(rateArbitrary, {
        minLength: 1,
        maxLength: 6,
        selector: ({ target, kind, tier }) => `${kind} ${tier} ${target}`,
      }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((drafts) => {
    let now = 0;
    return drafts.map(({ step, mode, shift, families, rates }) => {
      now += step;
      const effectiveFrom = mode === 'full' ? now + Math.max(0, shift) : Math.max(0, now + shift);
      const command: PublishTariff = {
        type: 'PublishTariff',
        book: 'b',
        mode,
        effectiveFrom,
        families,
        rates,
        promotions: [],
      };
      return { now, command };
    });
  });
const queryArbitrary: fc.Arbitrary<RateQuery> = fc.record({
  model: fc.constantFrom(...MODELS, 'of-f', 'of-g'),
  kind: fc.constantFrom(...KINDS_USED),
  tier: fc.constantFrom(...TIERS_USED),
  occurredAt: instant,
});

const allQueries: readonly RateQuery[] = [...MODELS, 'of-f', 'of-g'].flatMap((model) =>
  KINDS_USED.flatMap((kind) =>
    TIERS_USED.flatMap((tier) => Array.from({ length: 31 }, (_, occurredAt) => ({ model, kind, tier, occurredAt }))),
  ),
);

describe('a tariff book', () => {
  it('finds the rate that a search through every version finds', () => {
    fc.assert(
      fc.property(publicationsArbitrary, fc.array(queryArbitrary, { minLength: 20 }), (publications, queries) => {
        const book = publications.reduce(attempt, EMPTY_BOOK);
        for (const query of queries) {
          const found = findRate(book, query);
          const place = found && [found.tariff.version, found.rateOrdinal];
          expect(place).toEqual(expectedRate(book.versions, query));
          if (found !== undefined) expect(found.rate).toBe(found.tariff.rates[found.rateOrdinal]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('alters no price by an addition, whenever it takes effect (rule 30)', () => {
    let added = 0;
    fc.assert(
      fc.property(publicationsArbitrary, (publications) => {
        publications.reduce((book, publication) => {
          const next = attempt(book, publication);
          if (publication.command.mode === 'full' || next === book) return next;
          added += 1;
          for (const query of allQueries) {
            const before = findRate(book, query);
            if (before !== undefined) expect(findRate(next, query)).toBe(before);
          }
          return next;
        }, EMPTY_BOOK);
      }),
      { numRuns: 100 },
    );
    expect(added).toBeGreaterThan(50);
  });

  it('alters no price of the past by a full version (rule 30)', () => {
    fc.assert(
      fc.property(publicationsArbitrary, (publications) => {
        publications.reduce((book, publication) => {
          const next = attempt(book, publication);
          if (book === EMPTY_BOOK || publication.command.mode === 'addition') return next;
          for (const query of allQueries.filter(({ occurredAt }) => occurredAt < publication.now)) {
            expect(findRate(next, query)).toBe(findRate(book, query));
          }
          return next;
        }, EMPTY_BOOK);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the tariff in force', () => {
  const full = (effectiveFrom: number): Publication => ({
    now: 0,
    command: {
      type: 'PublishTariff',
      book: 'b',
      mode: 'full',
      effectiveFrom,
      families: [],
      rates: [{ target: 'm', kind: 'input', tier: 'standard', creditsMicro: credits(1n), per: 1 }],
      promotions: [],
    },
  });
  const versionAt = (book: TariffBook, at: number) => tariffInForce(book, at)?.version;

  it('is the latest to have taken effect, in whatever order they were published', () => {
    const book = [full(10), full(30), full(20)].reduce(attempt, EMPTY_BOOK);
    expect([9, 10, 19, 20, 29, 30].map((at) => versionAt(book, at))).toEqual([undefined, 1, 1, 3, 3, 2]);
  });

  it('is, of two that take effect at once, the higher version', () => {
    expect(versionAt([full(10), full(10)].reduce(attempt, EMPTY_BOOK), 10)).toBe(2);
  });

  it('is never an addition', () => {
    const { now, command } = full(0);
    expect(versionAt(attempt(EMPTY_BOOK, { now, command: { ...command, mode: 'addition' } }), 5)).toBeUndefined();
  });
});
