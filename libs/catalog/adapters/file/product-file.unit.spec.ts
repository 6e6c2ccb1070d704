import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decideProduct } from '../../../../test/support/catalog/product-samples.js';
import { ProductFileError } from './product-file-error.js';
import { parseProductFile, readProductFile } from './product-file.js';
import { parseMoney, parseSpan } from './product-notation.js';

const NOW = Date.UTC(2026, 2, 31, 12);
const DAY = 86_400_000;

const plan = (more: object = {}) => ({
  product: 'p',
  kind: 'plan',
  name: 'P',
  for: ['individual'],
  currency: 'CNY',
  fee: '39.90',
  allowance: '15000000',
  ...more,
});
const pack = (more: object = {}) => ({
  product: 'q',
  kind: 'top_up',
  name: 'Q',
  for: ['team'],
  currency: 'CNY',
  price: '1.00',
  credits: '400000',
  ...more,
});
const parse = (...products: readonly object[]) =>
  parseProductFile(JSON.stringify({ offer: 'o', products }), 'offer.json', NOW);

function problems(...products: readonly object[]): readonly string[] {
  try {
    parse(...products);
  } catch (error) {
    if (!(error instanceof ProductFileError)) throw error;
    return error.problems.map(({ pointer, sentence }) => `${pointer}: ${sentence}`).toSorted();
  }
  return [];
}

describe('a file of products', () => {
  it('reads a plan as the command it stands for', () => {
    const every = {
      illustrative: true,
      effectiveFrom: '2026-04-01T00:00:00+08:00',
      availableUntil: 'P7D',
      priority: 5,
    };
    const terms = { rollover: '0.5', every: 'P1M', count: 24, taxIncluded: false, scope: { apps: ['a'] } };
    expect(parse(plan({ ...every, ...terms }))).toEqual([
      {
        type: 'PublishProduct',
        product: 'p',
        effectiveFrom: Date.UTC(2026, 2, 31, 16),
        kind: 'plan',
        name: 'P',
        illustrative: true,
        customers: ['individual'],
        currency: 'CNY',
        availableFrom: null,
        availableUntil: NOW + 7 * DAY,
        renewed: {
          fee: { amountMinor: 3_990n, taxIncluded: false },
          allowanceMicro: 15_000_000_000_000n,
          scope: { models: null, kinds: null, apps: ['a'] },
          priority: 5,
          rollover: { maxMicro: 500_000n },
          every: { unit: 'month', count: 1 },
          firstPeriod: 'whole',
          count: 24,
        },
        pack: null,
      },
    ]);
  });

  it('reads a pack as the command it stands for', () => {
    const more = {
      validity: 'P7D',
      discounts: [{ from: 5, numerator: 1, denominator: 10 }],
      scope: { kinds: ['image'] },
    };
    expect(parse(pack(more))).toMatchObject([
      {
        kind: 'top_up',
        illustrative: false,
        renewed: null,
        pack: {
          amountMicro: 400_000_000_000n,
          price: { amountMinor: 100n, taxIncluded: true },
          discounts: [{ fromQuantity: 5, numerator: 1, denominator: 10 }],
          validity: { unit: 'day', count: 7 },
          scope: { models: null, kinds: ['image'], apps: null },
          priority: null,
          oncePerCustomer: false,
        },
      },
    ]);
  });

  it('is sold as soon as it is published unless it says when', () => {
    expect(parse(plan())[0]).not.toHaveProperty('effectiveFrom');
  });

  it('names every fault with its place', () => {
    const wrong = plan({ kind: 'add_on', fee: 39.9, every: 'P1W', price: '1.00', for: ['everyone'] });
    const { credits: _credits, ...without } = pack({ allowance: '1' });
    expect(problems(wrong, without, { kind: 'gift' })).toEqual([
      '/products/0/every: must be days or months, e.g. "P30D" or "P1M"',
      '/products/0/fee: must be an amount in a text, e.g. "39.90"',
      '/products/0/for/0: must be one of individual, household, team',
      '/products/0/price: is not known here',
      '/products/1/allowance: is not known here',
      '/products/1/credits: is missing',
      '/products/2/currency: is missing',
      '/products/2/fee: is missing',
      '/products/2/for: is missing',
      '/products/2/kind: must be one of plan, free_quota, add_on, instalment',
      '/products/2/kind: must be one of plan, free_quota, add_on, instalment, top_up, promotion',
      '/products/2/name: is missing',
      '/products/2/product: is missing',
    ]);
  });

  it('takes amounts in whole minor units of their currency only', () => {
    expect(problems(plan({ fee: '39.905' }))).toEqual(['/products/0/fee: must be an amount in CNY']);
    expect(problems(pack({ currency: 'JPY', price: '10.5' }))).toEqual(['/products/0/price: must be an amount in JPY']);
    expect(parse(pack({ currency: 'JPY', price: '10' }))[0]?.pack?.price.amountMinor).toBe(10n);
  });

  it('that is no JSON is refused by name', () => {
    const read = () => parseProductFile('{"offer": ', 'offer.json', NOW);
    expect(read).toThrow(/^offer\.json is not a file of products:\n {2}\/ is not JSON: /);
  });
});

describe('amounts of money in a file', () => {
  it.each([
    ['39.90', 'CNY', 3_990n],
    ['39.9', 'CNY', 3_990n],
    ['5', 'CNY', 500n],
    ['0', 'CNY', 0n],
    ['500', 'JPY', 500n],
    ['1.234', 'BHD', 1_234n],
  ])('%s %s', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
  });

  it.each([
    ['', 'CNY'],
    ['-1', 'CNY'],
    ['01', 'CNY'],
    ['1.', 'CNY'],
    ['1.234', 'CNY'],
    ['1.0', 'JPY'],
    ['1', 'yuan'],
  ])('refuses %p %s', (text, currency) => {
    expect(parseMoney(text, currency)).toBeUndefined();
  });
});

describe('spans in a file', () => {
  it('tell a month from 30 days (peers, D4)', () => {
    expect(parseSpan('P1M')).toEqual({ unit: 'month', count: 1 });
    expect(parseSpan('P30D')).toEqual({ unit: 'day', count: 30 });
  });

  it.each(['', 'P', 'P0D', 'P1M1D', 'PT1M', 'P1W', '30D'])('refuses %p', (text) => {
    expect(parseSpan(text)).toBeUndefined();
  });
});

describe('the sample catalogue', () => {
  const folder = 'catalogue/products';
  const files = readdirSync(folder);
  const offers = files.map((file) => {
    const text = readFileSync(`${folder}/${file}`, 'utf8');
    return JSON.parse(text) as { row: number; products: { illustrative?: boolean }[] };
  });

  it('holds each of the 19 offers', () => {
    expect(offers.map(({ row }) => row)).toEqual(Array.from({ length: 19 }, (_, at) => at + 1));
  });

  it.each(files)('%s is read, and all its products can be published', async (file) => {
    const commands = await readProductFile(`${folder}/${file}`, NOW);
    for (const command of commands) {
      expect([command.product, decideProduct(command, undefined, NOW)]).toMatchObject([
        command.product,
        { type: 'accepted' },
      ]);
    }
  });

  it('gives no product id twice', async () => {
    const read = await Promise.all(files.map((file) => readProductFile(`${folder}/${file}`, NOW)));
    const ids = read.flat().map(({ product }) => product);
    expect(ids).toHaveLength(new Set(ids).size);
  });

  it('says which figures are ours', () => {
    const known = offers.flatMap(({ row, products }) =>
      products.filter(({ illustrative }) => illustrative !== true).map(() => row),
    );
    expect(known).toEqual([4, 4]);
  });
});
