import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { warningsOf, leftOfGrants, membersOf, meterOf, receiptOf } from './support/read-out.js';
import { World } from './support/world.js';

describe('row 6: China Unicom, packages for one or for a team, and top-ups on the mobile account', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('06-individual-and-team');
    await world.opens('wu');
    await world.opens('studio', { kind: 'team', members: [{ member: 'mei' }, { member: 'lin' }] });
    await world.at('2026-05-20T10:00:00+08:00');
  });

  afterEach(() => world.close());

  it('sells 12 million tokens to one for 29.00 and 300 million to a team for 499.00, and not the other way round', async () => {
    await world.subscribes('wu', 'unicom-individual');
    await world.subscribes('studio', 'unicom-team');
    expect(await meterOf(world, 'wu')).toMatchObject({ available: '12,000,000' });
    expect(await meterOf(world, 'studio')).toMatchObject({ available: '300,000,000' });
    expect(await world.bill('wu', 0)).toEqual({ total: '29.00', lines: ['fee 29.00'] });
    expect(await world.bill('studio', 0)).toEqual({ total: '499.00', lines: ['fee 499.00'] });
    await expect(world.subscribes('wu', 'unicom-team')).rejects.toThrow('account_kind_not_served');
    await expect(world.subscribes('studio', 'unicom-individual')).rejects.toThrow('account_kind_not_served');
  });

  it('warns, the loudest alert alone, and falls silent when a top-up puts it right (rule 35)', async () => {
    await world.subscribes('wu', 'unicom-individual');
    await world.uses('wu', { quantities: { input: 6_000_000 } });
    await world.uses('wu', { quantities: { input: 3_600_000 } });
    expect(await warningsOf(world, 'wu')).toEqual([
      '50 percent fired: 6,000,000 of 12,000,000 left',
      '80 percent fired: 2,400,000 of 12,000,000 left',
    ]);
    await world.buys('wu', 'unicom-top-up-10m');
    // 12,400,000 of 22,000,000: 43.6 percent used.
    expect(await warningsOf(world, 'wu')).toEqual([
      '50 percent cleared: 6,000,000 of 12,000,000 left',
      '80 percent cleared: 2,400,000 of 12,000,000 left',
    ]);
    await world.uses('wu', { quantities: { input: 8_000_000 } });
    expect((await warningsOf(world, 'wu')).slice(2)).toEqual(['80 percent fired: 4,400,000 of 22,000,000 left']);
  });

  it('burns the month before the top-up, and puts both on the mobile bill (rule 16)', async () => {
    await world.subscribes('wu', 'unicom-individual');
    await world.buys('wu', 'unicom-top-up-10m');
    await world.uses('wu', { id: 'long', quantities: { input: 10_000_000, output: 2_000_000 } });
    // 10,000,000 + 2,000,000 × 2.5
    expect(await receiptOf(world, 'long')).toMatchObject({
      counted: ['input 10,000,000 = 10,000,000', 'output 2,000,000 = 5,000,000'],
      paidBy: ['~1 12,000,000', '~2 3,000,000'],
      before: '22,000,000',
      after: '7,000,000',
    });
    expect(await world.bill('wu', 0)).toEqual({ total: '38.90', lines: ['fee 29.00', 'purchase 9.90'] });
  });

  it('keeps a top-up for six months to the hour, while the month ends', async () => {
    await world.subscribes('wu', 'unicom-individual');
    await world.buys('wu', 'unicom-top-up-10m');
    await world.post('/v1/accounts/wu/subscriptions/unicom-individual/cancel');
    await world.at('2026-06-04T00:00:00+08:00');
    expect(await leftOfGrants(world, 'wu')).toEqual([
      '~1 subscription 12,000,000, 0 left',
      '~2 top_up 10,000,000, 10,000,000 left',
    ]);
    await world.at('2026-11-20T09:59:59+08:00');
    expect(await meterOf(world, 'wu')).toMatchObject({ available: '10,000,000', lapsing: '0' });
    await world.at('2026-11-20T10:00:00+08:00');
    expect(await meterOf(world, 'wu')).toMatchObject({ available: '0', lapsing: '10,000,000' });
  });

  it('lets a top-up pay the call that ended seconds before it (rule 14)', async () => {
    await world.buys('wu', 'unicom-top-up-10m');
    await world.uses('wu', { id: 'just-before', time: '2026-05-20T09:59:55+08:00', quantities: { input: 7_000 } });
    expect((await receiptOf(world, 'just-before')).paidBy).toEqual(['~1 7,000']);
  });

  it('tells who in the team used how much', async () => {
    await world.subscribes('studio', 'unicom-team');
    await world.uses('studio', { member: 'mei', quantities: { input: 40_000, output: 8_000 } });
    await world.uses('studio', { member: 'lin', model: 'qwen-turbo', quantities: { input: 80_000, output: 40_000 } });
    await world.uses('studio', { quantities: { input: 5_000 } });
    // 40,000 + 8,000 × 2.5; 80,000 × 0.375 + 40,000 × 0.75
    expect(await membersOf(world, 'studio')).toEqual(['lin 60,000 of -', 'mei 60,000 of -']);
    expect(await meterOf(world, 'studio')).toMatchObject({ available: '299,875,000', usedThisPeriod: '125,000' });
  });
});
