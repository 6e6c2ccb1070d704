import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { usageLinesOf } from './support/account-views.js';
import { warningsOf, leftOfGrants, meterOf, receiptOf } from './support/read-out.js';
import { World } from './support/world.js';

const WORKBUDDY = 'tencent-workbuddy';

describe('row 1: China Mobile, nationwide tokens from 5 yuan a month, one credit for every model', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-06-01T00:00:00+08:00');
    await world.sells('01-nationwide-subscription');
    await world.opens('ann');
    await world.at('2026-06-10T09:00:00+08:00');
  });

  afterEach(() => world.close());

  it('sells 5 million tokens for 5.00, whole in the first month too', async () => {
    await world.subscribes('ann', 'cm-nationwide-5');
    expect(await meterOf(world, 'ann')).toMatchObject({ remaining: '5,000,000', available: '5,000,000' });
    expect(await world.bill('ann', 0)).toEqual({ total: '5.00', lines: ['fee 5.00'] });
  });

  it('converts every model into the one credit, each by its own rates (rule 2)', async () => {
    await world.subscribes('ann', 'cm-nationwide-5');
    await world.uses('ann', { id: 'qwen', quantities: { input: 10_000, cache_read: 5_000, output: 4_000 } });
    await world.uses('ann', {
      id: 'claude',
      provider: 'anthropic',
      model: 'claude-sonnet-4-5',
      quantities: { input: 1_000, output: 500 },
    });
    await world.uses('ann', {
      id: 'deepseek',
      provider: 'deepseek',
      model: 'deepseek-chat',
      quantities: { input: 10_000, output: 2_000 },
    });
    // 10,000 × 1 + 5,000 × 0.2 + 4,000 × 2.5
    expect(await receiptOf(world, 'qwen')).toMatchObject({
      counted: ['input 10,000 = 10,000', 'cache_read 5,000 = 1,000', 'output 4,000 = 10,000'],
      total: '21,000',
      before: '5,000,000',
      after: '4,979,000',
    });
    // 1,000 × 24 + 500 × 120
    expect(await receiptOf(world, 'claude')).toMatchObject({ total: '84,000', after: '4,895,000' });
    // 10,000 × 2 + 2,000 × 3
    expect(await receiptOf(world, 'deepseek')).toMatchObject({ total: '26,000', after: '4,869,000' });
    expect(await meterOf(world, 'ann')).toMatchObject({ available: '4,869,000', usedThisPeriod: '131,000' });
    expect(await usageLinesOf(world, 'ann', 0)).toEqual(
      expect.arrayContaining([
        'qwen-plus input: 10000 for 10,000',
        'qwen-plus cache_read: 5000 for 1,000',
        'qwen-plus output: 4000 for 10,000',
        'claude-sonnet-4-5 input: 1000 for 24,000',
        'claude-sonnet-4-5 output: 500 for 60,000',
        'deepseek-chat input: 10000 for 20,000',
        'deepseek-chat output: 2000 for 6,000',
      ]),
    );
  });

  it('lets a partner app draw on its own tokens first, and on the others when they are gone (rule 16)', async () => {
    await world.subscribes('ann', 'cm-nationwide-5');
    await world.subscribes('ann', 'cm-workbuddy-5');
    // What any call could draw: the tokens of the app are not among it (rule 25).
    expect(await meterOf(world, 'ann')).toMatchObject({ remaining: '11,000,000', available: '5,000,000' });
    await world.uses('ann', { id: 'in-app', app: WORKBUDDY, quantities: { input: 5_900_000 } });
    await world.uses('ann', { id: 'cloud-phone', app: 'cloud-phone', quantities: { input: 50_000, output: 20_000 } });
    await world.uses('ann', { id: 'in-app-more', app: WORKBUDDY, quantities: { input: 150_000 } });
    expect((await receiptOf(world, 'in-app')).paidBy).toEqual(['~2 5,900,000']);
    expect((await receiptOf(world, 'cloud-phone')).paidBy).toEqual(['~1 100,000']);
    expect((await receiptOf(world, 'in-app-more')).paidBy).toEqual(['~2 100,000', '~1 50,000']);
    expect(await leftOfGrants(world, 'ann')).toEqual([
      '~1 subscription 5,000,000, 4,850,000 left',
      '~2 subscription 6,000,000, 0 left',
    ]);
    expect(await world.bill('ann', 0)).toEqual({ total: '10.00', lines: ['fee 5.00', 'fee 5.00'] });
  });

  it('warns of the tokens that any call could draw, not of those of one app (rule 35)', async () => {
    await world.subscribes('ann', 'cm-nationwide-5');
    await world.subscribes('ann', 'cm-workbuddy-5');
    await world.uses('ann', { app: WORKBUDDY, quantities: { input: 6_000_000 } });
    expect(await warningsOf(world, 'ann')).toEqual([]);
    await world.uses('ann', { quantities: { input: 2_499_999 } });
    expect(await warningsOf(world, 'ann')).toEqual([]);
    await world.uses('ann', { quantities: { input: 1 } });
    expect(await warningsOf(world, 'ann')).toEqual(['50 percent fired: 2,500,000 of 5,000,000 left']);
  });

  it('gives another 5 million for another 5.00 each month', async () => {
    await world.subscribes('ann', 'cm-nationwide-5');
    await world.at('2026-07-01T00:00:01+08:00');
    expect(await meterOf(world, 'ann')).toMatchObject({ available: '5,000,000', lapsing: '5,000,000' });
    expect(await world.bill('ann', 1)).toEqual({ total: '5.00', lines: ['fee 5.00'] });
  });
});
