import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { leftOfGrants, historyOf, meterOf, receiptOf } from './support/read-out.js';
import { World } from './support/world.js';

describe('row 3: China Mobile with Tencent, 400,000 tokens for 1 yuan', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('01-nationwide-subscription');
    await world.sells('03-starter-offer');
    await world.opens('new');
    await world.opens('firm', { kind: 'team' });
    await world.at('2026-05-10T14:00:00+08:00');
  });

  afterEach(() => world.close());

  it('sells 400,000 tokens for 1.00', async () => {
    await world.buys('new', 'starter-400k');
    expect(await meterOf(world, 'new')).toMatchObject({ available: '400,000' });
    expect(await world.bill('new', 0)).toEqual({ total: '1.00', lines: ['purchase 1.00'] });
  });

  it('is for a customer once, and for people, not for firms', async () => {
    await world.buys('new', 'starter-400k');
    await expect(world.buys('new', 'starter-400k', { paymentRef: 'again' })).rejects.toThrow('promotion_already_taken');
    await world.at('2026-06-20T14:00:00+08:00');
    await expect(world.buys('new', 'starter-400k', { paymentRef: 'later' })).rejects.toThrow('promotion_already_taken');
    await expect(world.buys('firm', 'starter-400k')).rejects.toThrow('account_kind_not_served');
  });

  it('is one to a purchase', async () => {
    await expect(world.buys('new', 'starter-400k', { quantity: 2 })).rejects.toThrow('quantity_not_allowed');
  });

  it('burns before the tokens that were paid for in full (rule 16)', async () => {
    await world.subscribes('new', 'cm-nationwide-5');
    await world.buys('new', 'starter-400k');
    await world.uses('new', { id: 'first', quantities: { input: 150_000, output: 20_000 } });
    await world.uses('new', { id: 'second', quantities: { input: 300_000 } });
    // 150,000 + 20,000 × 2.5 of 400,000
    expect(await receiptOf(world, 'first')).toMatchObject({
      total: '200,000',
      paidBy: ['~2 200,000'],
      before: '5,400,000',
      after: '5,200,000',
    });
    expect((await receiptOf(world, 'second')).paidBy).toEqual(['~2 200,000', '~1 100,000']);
    expect(await leftOfGrants(world, 'new')).toEqual([
      '~1 subscription 5,000,000, 4,900,000 left',
      '~2 promotion 400,000, 0 left',
    ]);
    expect(await world.bill('new', 0)).toEqual({ total: '6.00', lines: ['fee 5.00', 'purchase 1.00'] });
  });

  it('is good for 7 days to the second, and a call made in time counts even if it is told later (rules 10, 14)', async () => {
    await world.subscribes('new', 'cm-nationwide-5');
    await world.buys('new', 'starter-400k');
    await world.at('2026-05-17T14:00:00+08:00');
    expect(await meterOf(world, 'new')).toMatchObject({ available: '5,000,000', lapsing: '400,000' });
    await world.uses('new', { id: 'too-late', quantities: { input: 1_000 } });
    await world.uses('new', { id: 'in-time', time: '2026-05-17T13:59:59+08:00', quantities: { input: 1_000 } });
    expect((await receiptOf(world, 'too-late')).paidBy).toEqual(['~1 1,000']);
    expect((await receiptOf(world, 'in-time')).paidBy).toEqual(['~2 1,000']);
  });

  it('takes what is left 72 hours after the 7 days, by an event of its own (rule 14)', async () => {
    await world.buys('new', 'starter-400k');
    await world.uses('new', { quantities: { input: 150_000 } });
    await world.at('2026-05-20T13:59:59+08:00');
    expect(await historyOf(world, 'new', 'GrantExpired')).toEqual([]);
    await world.at('2026-05-20T14:00:00+08:00');
    expect(await historyOf(world, 'new', 'GrantExpired')).toEqual(['~1 -250,000']);
    expect(await meterOf(world, 'new')).toMatchObject({ remaining: '0', available: '0', lapsing: '0' });
  });
});
