import { describe, expect, it } from '@jest/globals';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { EMPTY_BOOK } from '../../domain/state.js';
import { tariffBookDecider } from '../../domain/tariff-book.js';
import { parseDecimalCredits, parseMoment } from './notation.js';
import { TariffFileError } from './tariff-file-error.js';
import { parseTariffFile, readTariffFile } from './tariff-file.js';

const NOW = Date.UTC(2026, 2, 31, 12);
const DAY = 86_400_000;

const file = (more: object = {}) => ({
  book: 'b',
  mode: 'full',
  prices: [{ target: 'm', tier: 'standard', per: 1, credits: { input: '1' } }],
  ...more,
});
const parse = (content: unknown) => parseTariffFile(JSON.stringify(content), 'tariff.json', NOW);

function problems(content: unknown): readonly string[] {
  try {
    parse(content);
  } catch (error) {
    if (error instanceof TariffFileError)
      return error.problems.map(({ pointer, sentence }) => `${pointer}: ${sentence}`);
    throw error;
  }
  return [];
}

describe('a tariff file', () => {
  it('reads as the command it stands for', () => {
    const content = file({
      title: 't',
      note: 'n',
      illustrative: true,
      effectiveFrom: '2026-03-01T00:00:00+08:00',
      families: { f: ['x', 'y'] },
      prices: [{ target: 'family:f', tier: 'batch', per: 1000, credits: { output: '2.5', input: '0' } }],
      promotions: [{ id: 'p', from: '-P10D', until: 'PT1H', kinds: ['output'], numerator: 1, denominator: 3 }],
    });
    expect(parse(content)).toEqual({
      type: 'PublishTariff',
      book: 'b',
      mode: 'full',
      effectiveFrom: Date.UTC(2026, 1, 28, 16),
      families: [{ name: 'f', models: ['x', 'y'] }],
      rates: [
        { target: 'family:f', kind: 'input', tier: 'batch', creditsMicro: 0n, per: 1000 },
        { target: 'family:f', kind: 'output', tier: 'batch', creditsMicro: 2_500_000n, per: 1000 },
      ],
      promotions: [
        {
          id: 'p',
          from: NOW - 10 * DAY,
          until: NOW + DAY / 24,
          models: null,
          kinds: ['output'],
          apps: null,
          numerator: 1,
          denominator: 3,
        },
      ],
    });
  });

  it('takes effect when published unless it says when', () => {
    expect(parse(file())).not.toHaveProperty('effectiveFrom');
  });

  it('names every fault with its place', () => {
    const content = {
      mode: 'partial',
      'price/s': [],
      effectiveFrom: 'yesterday',
      prices: [{ target: 'm', tier: 'standard', per: 0, credits: { input: '0.0000001', words: '1' } }],
      promotions: [{ id: 'p', from: '-P10D', until: '2026-02-30T00:00:00Z', numerator: -1, denominator: 2 }],
    };
    expect(problems(content).toSorted()).toEqual([
      '/book: is missing',
      '/effectiveFrom: must be an RFC 3339 date-time with its zone, or an ISO 8601 duration from now, e.g. "-P10D"',
      '/mode: must be one of full, addition',
      '/prices/0/credits/input: must be credits in a text, with at most six decimals, e.g. "0.25"',
      '/prices/0/credits/words: is not known here',
      '/prices/0/per: must be a whole number from 1 to 1000000000000',
      '/price~1s: is not known here',
      '/promotions/0/numerator: must be a whole number from 0 to 1000000',
      '/promotions/0/until: must be an RFC 3339 date-time with its zone, or an ISO 8601 duration from now, e.g. "-P10D"',
    ]);
  });

  it.each([
    ['no JSON', '{"book": ', /^tariff\.json is not a tariff:\n {2}\/ is not JSON: /],
    ['no object', '[]', /^tariff\.json is not a tariff:\n {2}\/ must be object$/],
  ])('is refused by name when it is %s', (_, text, message) => {
    expect(() => parseTariffFile(text, 'tariff.json', NOW)).toThrow(message);
  });

  it('may say what the supplier is paid, in money, of kinds that have a price', () => {
    const priced = { target: 'm', tier: 'standard', per: 1, credits: { input: '1', output: '2' } };
    const cost = { currency: 'CNY', per: 1000, amounts: { input: '0.0008' } };
    expect(parse(file({ prices: [{ ...priced, cost }] })).rates).toMatchObject([
      { kind: 'input', supplierCost: { microMinor: 80_000n, per: 1_000, currency: 'CNY' } },
      { kind: 'output' },
    ]);
    const costing = (amounts: object, currency = 'CNY') =>
      problems(file({ prices: [{ ...priced, cost: { ...cost, currency, amounts } }] }));
    expect(costing({ image: '1' })).toEqual(['/prices/0/cost/amounts/image: has no price here']);
    expect(costing({ input: '0.000000001' })).toEqual(['/prices/0/cost/amounts/input: must be an amount in CNY']);
    expect(costing({ input: '0.0000001' }, 'JPY')).toEqual(['/prices/0/cost/amounts/input: must be an amount in JPY']);
  });

  it('with costs is in the sample catalogue, and each rate in it has one', async () => {
    const command = await readTariffFile('catalogue/tariffs/with-costs.json', NOW);
    const decision = tariffBookDecider.decide({ ...command, context: { now: NOW, sha256 } }, EMPTY_BOOK);
    expect(decision.type).toBe('accepted');
    expect(command.rates.filter(({ supplierCost }) => supplierCost === undefined)).toEqual([]);
  });

  it('is in the sample catalogue, and is published on an empty book', async () => {
    const command = await readTariffFile('catalogue/tariffs/standard.json', NOW);
    const decision = tariffBookDecider.decide({ ...command, context: { now: NOW, sha256 } }, EMPTY_BOOK);
    expect(decision.type).toBe('accepted');
    expect(command.rates[0]).toEqual({
      target: 'qwen-plus',
      kind: 'input',
      tier: 'standard',
      creditsMicro: 1_000_000n,
      per: 1,
    });
    expect(command.promotions[0]).toMatchObject({ from: NOW - 10 * DAY, until: NOW + 4 * DAY });
  });
});

describe('amounts in a tariff file', () => {
  it.each([
    ['0', 0n],
    ['1', 1_000_000n],
    ['0.000001', 1n],
    ['12.5', 12_500_000n],
    ['9223372036854.775807', 2n ** 63n - 1n],
  ])('%s is %s micro-credits', (text, micro) => {
    expect(parseDecimalCredits(text)).toBe(micro);
  });

  it.each(['', '-1', '01', '1.', '.5', '1e3', '1.0000001', ' 1', '9223372036854.775808'])('refuses %p', (text) => {
    expect(parseDecimalCredits(text)).toBeUndefined();
  });
});

describe('moments in a tariff file', () => {
  it('may count from now, by the calendar in UTC', () => {
    expect(parseMoment('-P1M', NOW)).toBe(Date.UTC(2026, 1, 28, 12));
    expect(parseMoment('+PT90S', NOW)).toBe(NOW + 90_000);
    expect(parseMoment('P0D', NOW)).toBe(NOW);
  });

  it.each(['P', 'P1.5D', '10 days', '2026-03-01', '2026-03-01T00:00:00', 'P999999Y', ''])('refuses %p', (text) => {
    expect(parseMoment(text, NOW)).toBeUndefined();
  });
});
