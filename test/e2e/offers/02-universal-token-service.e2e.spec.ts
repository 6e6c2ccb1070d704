import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { historyOf, meterOf, receiptOf } from './support/read-out.js';
import { World } from './support/world.js';

const MILLION = '1000000000000';
/** Up to a million tokens a month beyond the allowance, 2 yuan for a million. */
const ON_THE_BILL = {
  type: 'invoice',
  capMicro: MILLION,
  price: { amountMinor: '200', perMicro: MILLION, taxIncluded: true },
};

describe('row 2: China Mobile Shanghai, several AI platforms under one account, paid on the phone bill', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-06-01T00:00:00+08:00');
    await world.sells('02-universal-token-service');
    await world.opens('chen', { overagePolicy: ON_THE_BILL });
    await world.at('2026-06-16T10:00:00+08:00');
    await world.subscribes('chen', 'shanghai-universal');
  });

  afterEach(() => world.close());

  it('takes 15 of the 30 days of June: half of 19.90 and half of 20 million tokens (rule 31)', async () => {
    expect(await meterOf(world, 'chen')).toMatchObject({ available: '10,000,000' });
    expect(await world.bill('chen', 0)).toEqual({ total: '9.95', lines: ['fee 9.95'] });
  });

  it('pays every platform from the same tokens', async () => {
    await spendMostOfIt();
    // 1,000,000 × 1 + 400,000 × 2.5
    expect(await receiptOf(world, 'alibaba')).toMatchObject({ total: '2,000,000', after: '8,000,000' });
    // 100,000 × 10 + 50,000 × 80
    expect(await receiptOf(world, 'openai')).toMatchObject({ total: '5,000,000', after: '3,000,000' });
    // 50,000 × 24 + 10,000 × 120
    expect(await receiptOf(world, 'anthropic')).toMatchObject({ total: '2,400,000', after: '600,000' });
    expect(await meterOf(world, 'chen')).toMatchObject({ available: '600,000', overage: '0', blocked: false });
  });

  it('puts what goes beyond the allowance on the phone bill, as a draft until the month is sealed (rule 34)', async () => {
    await spendMostOfIt();
    await spendBeyond();
    // 100,000 × 2.4 + 50,000 × 20 = 1,240,000, of which 600,000 were left
    expect(await receiptOf(world, 'google')).toMatchObject({
      total: '1,240,000',
      paidBy: ['~1 600,000', 'overage invoice 640,000'],
    });
    // 640,000 × 2.00 / 1,000,000
    expect(await world.bill('chen', 0)).toEqual({ total: '11.23', lines: ['fee 9.95', 'overage 1.28'] });
  });

  it('never bills more than the cap: what is beyond costs nothing, and gateways are told to stop (rule 22)', async () => {
    await spendMostOfIt();
    await spendBeyond();
    await world.uses('chen', { id: 'beyond-cap', quantities: { input: 500_000 } });
    expect((await receiptOf(world, 'beyond-cap')).paidBy).toEqual(['overage invoice 360,000', 'overage block 140,000']);
    expect(await world.bill('chen', 0)).toEqual({
      total: '11.95',
      lines: ['fee 9.95', 'overage 2.00', 'unbilled_overage 0.00'],
    });
    expect(await meterOf(world, 'chen')).toMatchObject({ available: '0', overage: '1,140,000', blocked: true });
    const asked = { reservation: 'one-more', model: 'qwen-plus', maximum: { input: 1, output: 0 } };
    const refused = await world.gateway('/v1/accounts/chen/reservations', asked);
    expect(refused.body).toMatchObject({ code: 'credits_insufficient' });
  });

  it('bills at the seal, 72 hours after the month, and owes nothing afterwards (rules 13, 22)', async () => {
    await spendMostOfIt();
    await spendBeyond();
    await world.uses('chen', { quantities: { input: 500_000 } });
    await world.at('2026-07-04T00:00:01+08:00');
    const june = await world.get('/v1/accounts/chen/invoice-lines?period=0');
    expect(june['period']).toMatchObject({ sealed: true, totalMinor: '1195' });
    expect(await historyOf(world, 'chen', 'PeriodSealed')).toHaveLength(1);
    expect(await meterOf(world, 'chen')).toMatchObject({ available: '20,000,000', overage: '0' });
    expect(await world.bill('chen', 1)).toEqual({ total: '19.90', lines: ['fee 19.90'] });
  });

  it('sells top-ups on the phone bill, or prepaid and then not in its total (rule 32)', async () => {
    await world.buys('chen', 'shanghai-universal-top-up');
    await world.buys('chen', 'shanghai-universal-top-up', { paymentRef: 'card-1', payment: 'prepaid' });
    expect(await meterOf(world, 'chen')).toMatchObject({ available: '30,000,000' });
    expect(await world.bill('chen', 0)).toEqual({
      total: '19.85',
      lines: ['fee 9.95', 'purchase 9.90', 'purchase 9.90'],
    });
    const june = await world.get('/v1/accounts/chen/invoice-lines?period=0');
    expect(june['totals']).toMatchObject({ prepaidMinor: '990', purchasedMicro: '20000000000000' });
  });

  it('leaves overage that goes on the bill to the bill: a top-up does not repay it (rule 22)', async () => {
    await spendMostOfIt();
    await spendBeyond();
    await world.buys('chen', 'shanghai-universal-top-up');
    expect(await meterOf(world, 'chen')).toMatchObject({ available: '10,000,000', overage: '640,000' });
    expect(await world.bill('chen', 0)).toEqual({
      total: '21.13',
      lines: ['fee 9.95', 'purchase 9.90', 'overage 1.28'],
    });
  });

  /** 9,400,000 of the 10,000,000. */
  async function spendMostOfIt(): Promise<void> {
    await world.uses('chen', { id: 'alibaba', quantities: { input: 1_000_000, output: 400_000 } });
    const openai = { provider: 'openai', model: 'gpt-5', quantities: { input: 100_000, output: 50_000 } };
    await world.uses('chen', { id: 'openai', ...openai });
    const anthropic = {
      provider: 'anthropic',
      model: 'claude-sonnet-4-5',
      quantities: { input: 50_000, output: 10_000 },
    };
    await world.uses('chen', { id: 'anthropic', ...anthropic });
  }

  async function spendBeyond(): Promise<void> {
    const google = { provider: 'google', model: 'gemini-2.5-flash', quantities: { input: 100_000, output: 50_000 } };
    await world.uses('chen', { id: 'google', ...google });
  }
});
