import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { meterOf, receiptOf } from './support/read-out.js';
import { whole, World } from './support/world.js';

const DEEPSEEK = { provider: 'deepseek', model: 'deepseek-chat', quantities: { input: 1_000, output: 1_000 } };
const QWEN = { quantities: { input: 10_000, output: 4_000 } };

/** Micro-credits for one unit, by model and kind. */
type Prices = Readonly<Record<string, string>>;

describe('row 10: published price tables and dated promotions, without rewriting a contract', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('10-price-table-promotion');
    await world.opens('bo');
    await world.subscribes('bo', 'price-table-plan');
  });

  afterEach(() => world.close());

  it('sells 10 million tokens a month for 19.00', async () => {
    expect(await meterOf(world, 'bo')).toMatchObject({ available: '10,000,000' });
    expect(await world.bill('bo', 0)).toEqual({ total: '19.00', lines: ['fee 19.00'] });
  });

  describe('a promotion that halves the output of DeepSeek until the 5th of May', () => {
    it('counts by the moment of use, to the second, and not by when a call is told (rule 10)', async () => {
      await world.at('2026-05-04T23:59:59+08:00');
      await world.uses('bo', { id: 'last', ...DEEPSEEK });
      await world.at('2026-05-05T00:00:00+08:00');
      await world.uses('bo', { id: 'first-after', ...DEEPSEEK });
      await world.at('2026-05-05T08:00:00+08:00');
      await world.uses('bo', { id: 'told-late', time: '2026-05-04T23:59:59+08:00', ...DEEPSEEK });
      // 1,000 × 2 + 1,000 × 3 ÷ 2
      expect(await receiptOf(world, 'last')).toMatchObject({
        counted: ['input 1,000 = 2,000', 'output 1,000 = 1,500'],
        total: '3,500',
      });
      // 1,000 × 2 + 1,000 × 3
      expect(await receiptOf(world, 'first-after')).toMatchObject({ total: '5,000', after: '9,991,500' });
      expect(await receiptOf(world, 'told-late')).toMatchObject({ total: '3,500', after: '9,988,000' });
    });

    it('is for the models and kinds it names only', async () => {
      await world.uses('bo', { id: 'reasoner', ...DEEPSEEK, model: 'deepseek-reasoner' });
      await world.uses('bo', { id: 'qwen', ...QWEN });
      // 1,000 × 2 + 1,000 × 4 ÷ 2
      expect((await receiptOf(world, 'reasoner')).total).toBe('4,000');
      // 10,000 × 1 + 4,000 × 2.5
      expect((await receiptOf(world, 'qwen')).total).toBe('20,000');
    });
  });

  describe('a new version of the table, from the 15th of May', () => {
    beforeEach(async () => {
      await world.at('2026-05-10T12:00:00+08:00');
      await world.uses('bo', { id: 'early', ...QWEN });
      const cheaper = { 'qwen-plus input': '800000', 'qwen-plus output': '2000000' };
      await publishes('2026-05-15T00:00:00+08:00', cheaper);
    });

    it('prices what is used from then on, whenever it was published (rule 30)', async () => {
      await world.uses('bo', { id: 'published', ...QWEN });
      await world.at('2026-05-15T00:00:00+08:00');
      await world.uses('bo', { id: 'in-force', ...QWEN });
      await world.uses('bo', { id: 'told-late', time: '2026-05-14T23:59:59+08:00', ...QWEN });
      expect(await receiptOf(world, 'published')).toMatchObject({ tariff: ['standard 1'], total: '20,000' });
      // 10,000 × 0.8 + 4,000 × 2
      expect(await receiptOf(world, 'in-force')).toMatchObject({
        tariff: ['standard 2'],
        counted: ['input 10,000 = 8,000', 'output 4,000 = 8,000'],
        total: '16,000',
      });
      expect(await receiptOf(world, 'told-late')).toMatchObject({ tariff: ['standard 1'], total: '20,000' });
      // 10,000,000 − 20,000 − 20,000 − 16,000 − 20,000
      expect(await meterOf(world, 'bo')).toMatchObject({ available: '9,924,000', usedThisPeriod: '76,000' });
    });

    it('leaves old receipts as they were, every figure of them', async () => {
      const before = await world.receipt('early');
      await world.at('2026-05-20T00:00:00+08:00');
      expect(await world.receipt('early')).toEqual(before);
    });

    it('leaves the contract as it was: the same fee, the same tokens', async () => {
      await world.at('2026-06-01T00:00:00+08:00');
      expect(await world.bill('bo', 0)).toEqual({ total: '19.00', lines: ['fee 19.00'] });
      expect(await world.bill('bo', 1)).toEqual({ total: '19.00', lines: ['fee 19.00'] });
      expect(await meterOf(world, 'bo')).toMatchObject({ available: '10,000,000' });
    });

    it('has lines of its own on the bill, beside those of the version before (rule 34)', async () => {
      await world.at('2026-05-15T00:00:00+08:00');
      await world.uses('bo', QWEN);
      expect(await usageByVersion()).toEqual([
        '1: qwen-plus input 10000 for 10,000',
        '1: qwen-plus output 4000 for 10,000',
        '2: qwen-plus input 10000 for 8,000',
        '2: qwen-plus output 4000 for 8,000',
      ]);
    });

    it('may bring a promotion of its own', async () => {
      const weekend = { id: 'weekend', from: '2026-05-23T00:00:00+08:00', until: '2026-05-25T00:00:00+08:00' };
      const tenth = { ...weekend, models: ['qwen-plus'], numerator: 1, denominator: 10 };
      await publishes('2026-05-22T00:00:00+08:00', {}, [tenth]);
      await world.at('2026-05-22T23:59:59+08:00');
      await world.uses('bo', { id: 'friday', ...QWEN });
      await world.at('2026-05-24T12:00:00+08:00');
      await world.uses('bo', { id: 'sunday', ...QWEN });
      await world.at('2026-05-25T00:00:00+08:00');
      await world.uses('bo', { id: 'monday', ...QWEN });
      // (10,000 × 0.8 + 4,000 × 2) ÷ 10 on Sunday
      expect((await receiptOf(world, 'friday')).total).toBe('16,000');
      expect((await receiptOf(world, 'sunday')).total).toBe('1,600');
      expect((await receiptOf(world, 'monday')).total).toBe('16,000');
    });
  });

  it('never changes a price for the past (rule 30)', async () => {
    await world.at('2026-05-10T12:00:00+08:00');
    await expect(publishes('2026-05-10T11:59:59+08:00', {})).rejects.toThrow('effective_in_past');
  });

  it('sells the pack of the week until the week is over, to the second', async () => {
    await world.at('2026-05-07T23:59:59+08:00');
    await world.buys('bo', 'price-table-week-pack');
    expect(await meterOf(world, 'bo')).toMatchObject({ available: '20,000,000' });
    expect(await world.bill('bo', 0)).toEqual({ total: '25.90', lines: ['fee 19.00', 'purchase 6.90'] });
    await world.at('2026-05-08T00:00:00+08:00');
    const late = world.buys('bo', 'price-table-week-pack', { paymentRef: 'late' });
    await expect(late).rejects.toThrow('product_not_on_sale');
    // What was bought in time stays good for its month.
    await world.at('2026-06-07T23:59:58+08:00');
    expect(await meterOf(world, 'bo')).toMatchObject({ available: '20,000,000', lapsing: '0' });
    await world.at('2026-06-07T23:59:59+08:00');
    expect(await meterOf(world, 'bo')).toMatchObject({ available: '10,000,000', lapsing: '10,000,000' });
  });

  /** The table as it stands, with some prices of the standard tier changed. */
  async function publishes(effectiveFrom: string, prices: Prices, promotions: readonly unknown[] = []): Promise<void> {
    const { tariff } = (await world.get('/v1/tariffs/standard')) as { tariff: { families: unknown; rates: Prices[] } };
    const rates = tariff.rates.map((rate) => {
      const creditsMicro = rate['tier'] === 'standard' ? prices[`${rate['target']} ${rate['kind']}`] : undefined;
      return creditsMicro === undefined ? rate : { ...rate, creditsMicro };
    });
    const version = { mode: 'full', effectiveFrom, families: tariff.families, rates, promotions };
    await world.post('/v1/tariffs/standard/versions', version);
  }

  async function usageByVersion(): Promise<readonly string[]> {
    const { lines } = await world.get('/v1/accounts/bo/invoice-lines?period=0');
    return (lines as { type: string; tariff: { version: number }; [member: string]: unknown }[])
      .filter(({ type }) => type === 'usage')
      .map(
        ({ tariff, model, kind, quantity, creditsMicro }) =>
          `${tariff.version}: ${String(model)} ${String(kind)} ${String(quantity)} for ${whole(creditsMicro)}`,
      )
      .sort();
  }
});
