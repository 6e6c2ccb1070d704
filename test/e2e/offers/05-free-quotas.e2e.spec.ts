import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { historyOf, meterOf, receiptOf } from './support/read-out.js';
import { World } from './support/world.js';

describe('row 5: Shanghai Telecom, free tokens for subscribers, every month and every day', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('05-free-quotas');
    await world.opens('liu');
    await world.opens('firm', { kind: 'team' });
    await world.at('2026-05-10T09:30:00+08:00');
  });

  afterEach(() => world.close());

  it('gives 300,000 tokens a month and 20,000 a day, and puts nothing on the bill', async () => {
    await world.subscribes('liu', 'telecom-free-monthly');
    await world.subscribes('liu', 'telecom-free-daily');
    expect(await meterOf(world, 'liu')).toMatchObject({ available: '320,000' });
    expect(await world.bill('liu', 0)).toEqual({ total: '0.00', lines: [] });
    await expect(world.subscribes('firm', 'telecom-free-monthly')).rejects.toThrow('account_kind_not_served');
  });

  it('burns the tokens of the day before those of the month: they end first (rule 16)', async () => {
    await world.subscribes('liu', 'telecom-free-monthly');
    await world.subscribes('liu', 'telecom-free-daily');
    await world.uses('liu', { id: 'chat', quantities: { input: 5_000, output: 8_000 } });
    // 5,000 + 8,000 × 2.5
    expect(await receiptOf(world, 'chat')).toMatchObject({
      total: '25,000',
      paidBy: ['~2 20,000', '~1 5,000'],
      before: '320,000',
      after: '295,000',
    });
  });

  it('starts the next day at the moment the quota was taken, not at midnight', async () => {
    await world.subscribes('liu', 'telecom-free-daily');
    await world.uses('liu', { quantities: { input: 5_000 } });
    await world.at('2026-05-11T00:00:00+08:00');
    expect(await meterOf(world, 'liu')).toMatchObject({ available: '15,000', lapsing: '0' });
    await world.at('2026-05-11T09:29:59+08:00');
    expect(await meterOf(world, 'liu')).toMatchObject({ available: '15,000', lapsing: '0' });
    await world.at('2026-05-11T09:30:00+08:00');
    expect(await meterOf(world, 'liu')).toMatchObject({ available: '20,000', lapsing: '15,000' });
  });

  it('lets a call of the day before draw on that day, if it is told within 72 hours (rule 14)', async () => {
    await world.subscribes('liu', 'telecom-free-daily');
    await world.at('2026-05-11T09:35:00+08:00');
    await world.uses('liu', { id: 'before', time: '2026-05-11T09:29:59+08:00', quantities: { input: 4_000 } });
    await world.uses('liu', { id: 'after', time: '2026-05-11T09:30:00+08:00', quantities: { input: 4_000 } });
    expect((await receiptOf(world, 'before')).paidBy).toEqual(['~1 4,000']);
    expect((await receiptOf(world, 'after')).paidBy).toEqual(['~2 4,000']);
    expect(await meterOf(world, 'liu')).toMatchObject({ available: '16,000', lapsing: '16,000' });
  });

  it('writes what was left of a day into the history, 72 hours after its end, and rolls nothing over (rule 14)', async () => {
    await world.subscribes('liu', 'telecom-free-daily');
    await world.uses('liu', { quantities: { input: 5_000 } });
    await world.at('2026-05-14T09:29:59+08:00');
    expect(await historyOf(world, 'liu', 'GrantExpired')).toEqual([]);
    // The days of the 10th, 11th and 12th are over: 15,000 + 20,000 + 20,000; the 13th runs.
    expect(await meterOf(world, 'liu')).toMatchObject({ available: '20,000', lapsing: '55,000' });
    await world.at('2026-05-14T09:30:00+08:00');
    expect(await historyOf(world, 'liu', 'GrantExpired')).toEqual(['~1 -15,000']);
    // The 10th is gone, the 13th is over.
    expect(await meterOf(world, 'liu')).toMatchObject({ available: '20,000', lapsing: '60,000' });
    await world.at('2026-05-15T09:30:00+08:00');
    expect(await historyOf(world, 'liu', 'GrantExpired')).toEqual(['~1 -15,000', '~2 -20,000']);
  });

  it('gives the same days however long the machine slept (rule 15)', async () => {
    await world.subscribes('liu', 'telecom-free-daily');
    await world.at('2026-05-20T10:00:00+08:00');
    // One on each of the 10th to the 20th; those of the 10th to the 16th ended by the 17th and were taken.
    expect(await historyOf(world, 'liu', 'CreditsGranted')).toHaveLength(11);
    expect(await historyOf(world, 'liu', 'GrantExpired')).toHaveLength(7);
    expect(await meterOf(world, 'liu')).toMatchObject({ available: '20,000', lapsing: '60,000' });
  });

  it('gives each month anew: what is left of May lapses, and expires on the 4th of June', async () => {
    await world.subscribes('liu', 'telecom-free-monthly');
    await world.uses('liu', { quantities: { input: 120_000 } });
    await world.at('2026-06-01T00:00:00+08:00');
    expect(await meterOf(world, 'liu')).toMatchObject({ available: '300,000', lapsing: '180,000' });
    await world.at('2026-06-04T00:00:00+08:00');
    expect(await meterOf(world, 'liu')).toMatchObject({ remaining: '300,000', lapsing: '0', pendingRollover: '0' });
    expect(await historyOf(world, 'liu', 'GrantExpired')).toEqual(['~1 -180,000']);
    expect(await world.bill('liu', 1)).toEqual({ total: '0.00', lines: [] });
  });
});
