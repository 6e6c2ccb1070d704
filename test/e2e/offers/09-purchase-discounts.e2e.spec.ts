import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leftOfGrants, meterOf, receiptOf } from './support/read-out.js';
import { whole, World, yuan } from './support/world.js';

describe('row 9: the more tokens at once, the cheaper', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('09-purchase-discounts');
    await world.opens('qian');
    await world.at('2026-05-20T10:00:00+08:00');
  });

  afterEach(() => world.close());

  it.each([
    { packs: 1, lines: ['purchase 1.00'], total: '1.00', tokens: '1,000,000' },
    { packs: 4, lines: ['purchase 4.00'], total: '4.00', tokens: '4,000,000' },
    { packs: 5, lines: ['purchase 5.00', 'discount -0.25'], total: '4.75', tokens: '5,000,000' },
    { packs: 9, lines: ['purchase 9.00', 'discount -0.45'], total: '8.55', tokens: '9,000,000' },
    { packs: 10, lines: ['purchase 10.00', 'discount -1.00'], total: '9.00', tokens: '10,000,000' },
    { packs: 99, lines: ['purchase 99.00', 'discount -9.90'], total: '89.10', tokens: '99,000,000' },
    { packs: 100, lines: ['purchase 100.00', 'discount -25.00'], total: '75.00', tokens: '100,000,000' },
  ])('sells $packs million for $total, the discount a line of its own', async ({ packs, lines, total, tokens }) => {
    await world.buys('qian', 'pack-1m', { quantity: packs });
    expect(await world.bill('qian', 0)).toEqual({ total, lines });
    expect(await meterOf(world, 'qian')).toMatchObject({ available: tokens });
  });

  it('counts each purchase by itself: twice five is not ten', async () => {
    await world.buys('qian', 'pack-1m', { quantity: 5 });
    await world.buys('qian', 'pack-1m', { quantity: 5, paymentRef: 'second' });
    expect((await world.bill('qian', 0)).total).toBe('9.50');
  });

  it('knows what the tokens cost after the discount (rule 17)', async () => {
    await world.buys('qian', 'pack-1m', { quantity: 10, grant: 'ten' });
    const { items } = await world.get('/v1/accounts/qian/grants');
    expect((items as unknown[])[0]).toMatchObject({ grant: 'ten', costBasis: { amountMinor: '900', currency: 'CNY' } });
  });

  it('burns the packs that were bought first: they end first (rule 16)', async () => {
    await world.buys('qian', 'pack-1m', { quantity: 5 });
    await world.at('2026-05-21T10:00:00+08:00');
    await world.buys('qian', 'pack-1m', { quantity: 10, paymentRef: 'second' });
    await world.uses('qian', { id: 'big', quantities: { input: 2_000_000, output: 1_600_000 } });
    // 2,000,000 + 1,600,000 × 2.5
    expect(await receiptOf(world, 'big')).toMatchObject({
      total: '6,000,000',
      paidBy: ['~1 5,000,000', '~2 1,000,000'],
      before: '15,000,000',
      after: '9,000,000',
    });
  });

  it('gives back what was paid for the unused part, not the price before discount (rule 32)', async () => {
    await world.buys('qian', 'pack-1m', { quantity: 10, grant: 'ten' });
    await world.uses('qian', { quantities: { input: 4_000_000 } });
    const refund = await world.post('/v1/accounts/qian/grants/ten/refund', { reason: 'changed my mind' });
    // 6 of the 10 million, at 9.00 for all of them.
    expect(whole(refund['unusedMicro'])).toBe('6,000,000');
    expect(yuan(refund['amountMinor'])).toBe('-5.40');
    expect(await world.bill('qian', 0)).toEqual({
      total: '3.60',
      lines: ['purchase 10.00', 'discount -1.00', 'refund -5.40'],
    });
    expect(await leftOfGrants(world, 'qian')).toEqual(['ten top_up 10,000,000, 0 left']);
    expect(await meterOf(world, 'qian')).toMatchObject({ remaining: '0', available: '0' });
  });
});
