import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readTariffFile } from '#libs/catalog/adapters/file/tariff-file.js';
import { receiptOf } from './support/read-out.js';
import { pricesOf, SettlementRead } from './support/settlements.js';
import { whole, World } from './support/world.js';

const WITH_COSTS = join(import.meta.dirname, '../../../catalogue/tariffs/with-costs.json');
const MAY = { from: '2026-05-01T00:00:00+08:00', until: '2026-06-01T00:00:00+08:00' };

/** A provider has changed its prices: qwen-plus is to be a fifth dearer, gpt-5 a fifth cheaper. Whole credits a unit. */
function draftOf(prices: Record<string, Record<string, number>>) {
  const rates = Object.entries(prices).flatMap(([target, kinds]) =>
    Object.entries(kinds).map(([kind, credits]) => {
      return { target, tier: 'standard', kind, creditsMicro: String(credits * 1_000_000), per: 1 };
    }),
  );
  return { rates };
}

const DRAFT = draftOf({ 'qwen-plus': { input: 1.2, output: 3 }, 'gpt-5': { input: 8, output: 64 } });

describe('row 18: a draft price table is tried on the usage of last month before it is published', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('18-unit-economics');
    for (const account of ['one', 'two']) {
      await world.opens(account);
      await world.subscribes(account, 'margin-plan');
    }
    await world.at('2026-05-20T12:00:00+08:00');
    await world.uses('one', { id: 'chat', quantities: { input: 1_000_000, output: 200_000 } });
    const gpt = { provider: 'openai', model: 'gpt-5', quantities: { input: 20_000, output: 10_000 } };
    await world.uses('two', { id: 'think', ...gpt });
    await world.at('2026-06-01T12:00:00+08:00');
    await world.uses('one', { id: 'june', quantities: { input: 7 } });
  });

  afterEach(() => world.close());

  async function tried(more: Record<string, unknown> = {}) {
    const { status, body, text } = await world.api.post('/v1/tariffs/standard/try', {
      body: { ...MAY, ...DRAFT, ...more },
    });
    if (status !== 200) throw new Error(text);
    return body;
  }

  it('charged 1,500,000 and 1,000,000 credits in May, each account paying 45.00 for its plan', async () => {
    expect((await receiptOf(world, 'chat')).counted).toEqual([
      'input 1,000,000 = 1,000,000',
      'output 200,000 = 500,000',
    ]);
    expect((await receiptOf(world, 'think')).counted).toEqual(['input 20,000 = 200,000', 'output 10,000 = 800,000']);
    expect(await world.bill('one', 0)).toEqual({ total: '45.00', lines: ['fee 45.00'] });
  });

  it('would have charged 100,000 credits more, by model and kind', async () => {
    const { lines, ...report } = await tried();
    expect(report).toMatchObject({
      usages: 2,
      chargedMicro: '2500000000000',
      draftMicro: '2600000000000',
      differenceMicro: '100000000000',
      notPriced: { usages: 0 },
    });
    const told = (lines as Record<string, string>[]).map(
      ({ model, kind, chargedMicro, draftMicro }) => `${model} ${kind}: ${whole(chargedMicro)} -> ${whole(draftMicro)}`,
    );
    expect(told.toSorted()).toEqual([
      'gpt-5 input: 200,000 -> 160,000',
      'gpt-5 output: 800,000 -> 640,000',
      'qwen-plus input: 1,000,000 -> 1,200,000',
      'qwen-plus output: 500,000 -> 600,000',
    ]);
  });

  it('tells it of one customer, too, and apart what the draft would leave without a price', async () => {
    expect(await tried({ account: 'one' })).toMatchObject({ usages: 1, differenceMicro: '300000000000' });
    const onlyQwen = draftOf({ 'qwen-plus': { input: 1.2, output: 3 } });
    expect(await tried(onlyQwen)).toMatchObject({
      usages: 1,
      chargedMicro: '1500000000000',
      notPriced: { usages: 1, chargedMicro: '1000000000000', first: { model: 'gpt-5', kinds: ['input', 'output'] } },
    });
  });

  it('changes nothing by trying: no version, no balance, no receipt (rule 29)', async () => {
    const before = [await world.get('/v1/tariffs/standard'), await world.receipt('chat')];
    await tried();
    expect([await world.get('/v1/tariffs/standard'), await world.receipt('chat')]).toEqual(before);
    expect((await world.get('/v1/tariffs/standard'))['versions']).toHaveLength(1);
  });

  it('prices what comes after its publication, and leaves the receipts of May as they are (rule 10)', async () => {
    await world.post('/v1/tariffs/standard/versions', { mode: 'full', ...DRAFT });
    await world.at('2026-06-02T12:00:00+08:00');
    await world.uses('one', { id: 'dearer', quantities: { input: 1_000_000, output: 200_000 } });
    expect((await receiptOf(world, 'dearer')).counted).toEqual([
      'input 1,000,000 = 1,200,000',
      'output 200,000 = 600,000',
    ]);
    expect((await receiptOf(world, 'chat')).counted).toEqual([
      'input 1,000,000 = 1,000,000',
      'output 200,000 = 500,000',
    ]);
    // 30,000,000 of June, less 7 and 1,800,000
    expect(whole((await world.balance('one'))['availableMicro'])).toBe('28,199,993');
  });

  it('keeps what suppliers are paid beside the prices, for the carrier alone', async () => {
    const tariff = await readTariffFile(WITH_COSTS, Date.now());
    const origin = { client: 'catalogue', idempotencyKey: 'with costs', receivedAt: Date.now() };
    await world.api.standalone.ledger.tariffs.publish(tariff, origin);
    const gateway = await world.api.keyFor(['gateway'], { sources: ['gateway/other'] });
    const costsSeen = async (key: string) => {
      const { body } = await world.api.get('/v1/tariffs/with-costs', { key });
      const { rates } = body['tariff'] as { rates: { target: string; kind: string; supplierCost?: unknown }[] };
      return rates.find(({ target, kind }) => target === 'qwen-plus' && kind === 'output')!.supplierCost;
    };
    // 0.002 yuan, a fifth of a fen, for 1,000 tokens, which sell for 2,500 credits
    expect(await costsSeen(world.api.adminKey)).toEqual({ microMinor: '200000', per: 1_000, currency: 'CNY' });
    expect(await costsSeen(gateway)).toBeUndefined();
  });
});

/** What suppliers are paid: fen for a million tokens. */
const COSTED = pricesOf({
  'qwen-plus': {
    kinds: { input: { credits: 1, minorPerMillion: 80 }, output: { credits: 2.5, minorPerMillion: 200 } },
  },
  'gpt-5': { kinds: { input: { credits: 10, minorPerMillion: 900 }, output: { credits: 80, minorPerMillion: 7_200 } } },
});

/** gpt-5 has become a fifth dearer to buy; it is to be sold for a quarter more. */
const DEARER = pricesOf({
  'qwen-plus': {
    kinds: { input: { credits: 1, minorPerMillion: 80 }, output: { credits: 2.5, minorPerMillion: 200 } },
  },
  'gpt-5': {
    kinds: { input: { credits: 12.5, minorPerMillion: 1_080 }, output: { credits: 100, minorPerMillion: 8_640 } },
  },
});

describe('row 18: margins of last month, and what they would have been under another tariff (rule 36)', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-02T00:00:00+08:00');
    await world.sells('18-unit-economics');
    await world.post('/v1/tariffs/standard/versions', { mode: 'full', ...COSTED });
    for (const account of ['one', 'two']) {
      await world.opens(account);
      await world.subscribes(account, 'margin-plan');
    }
    await world.at('2026-05-20T12:00:00+08:00');
    await world.uses('one', { id: 'chat', quantities: { input: 1_000_000, output: 200_000 } });
    const gpt = { provider: 'openai', model: 'gpt-5', quantities: { input: 20_000, output: 10_000 } };
    await world.uses('two', { id: 'think', ...gpt });
    await world.at('2026-06-02T12:00:00+08:00');
  });

  afterEach(() => world.close());

  it('tells them by model and by plan: 1.5 and 1 million of 30 million credits for 45.00', async () => {
    const may = await SettlementRead.of(world, '2026-05');
    expect(may.body['state']).toBe('closed');
    expect(may.revenue).toEqual([
      'used alibaba qwen-plus: 1,500,000 by margin-plan = 225/1 -> 225 CNY',
      'used openai gpt-5: 1,000,000 by margin-plan = 150/1 -> 150 CNY',
    ]);
    // 80 + 40 fen; 18 + 72 fen
    expect(may.models).toEqual(['gpt-5: 150 - 90 = 60 CNY', 'qwen-plus: 225 - 120 = 105 CNY']);
    expect(may.products).toEqual(['margin-plan: 375 - 210 = 165 CNY']);
  });

  it('tries a draft on that month: its credits, its suppliers, its margin, beside what they were', async () => {
    const may = { from: '2026-05-01T00:00:00Z', until: '2026-06-01T00:00:00Z' };
    const { status, body } = await world.api.post('/v1/tariffs/standard/try', { body: { ...may, ...DEARER } });
    expect(status).toBe(200);
    expect(body['margins']).toEqual([
      {
        model: 'gpt-5',
        currency: 'CNY',
        charged: { revenueMinor: '150', costMinor: '90', marginMinor: '60', costUnknownMicro: '0' },
        // 1.25 million credits; 21.6 and 86.4 fen
        draft: { revenueMinor: '188', costMinor: '108', marginMinor: '80', costUnknownMicro: '0' },
      },
      {
        model: 'qwen-plus',
        currency: 'CNY',
        charged: { revenueMinor: '225', costMinor: '120', marginMinor: '105', costUnknownMicro: '0' },
        draft: { revenueMinor: '225', costMinor: '120', marginMinor: '105', costUnknownMicro: '0' },
      },
    ]);
  });

  it('says of how many credits a draft without costs cannot tell the margin', async () => {
    const may = { from: '2026-05-01T00:00:00Z', until: '2026-06-01T00:00:00Z' };
    const { body } = await world.api.post('/v1/tariffs/standard/try', { body: { ...may, ...DRAFT } });
    expect(body['margins']).toMatchObject([
      { model: 'gpt-5', draft: { costMinor: '0', costUnknownMicro: '800000000000' } },
      { model: 'qwen-plus', draft: { costMinor: '0', costUnknownMicro: '1800000000000' } },
    ]);
  });
});
