import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { grantOf } from './support/account-views.js';
import { warningsOf } from './support/read-out.js';
import { whole, World } from './support/world.js';

describe('row 14: a day pass of 200,000 tokens, metered live, with warnings at 50, 80 and 100 percent and at a floor of 10,000', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T09:00:00+08:00');
    await world.sells('14-live-meter');
    await world.opens('phone', { alertRules: { percents: [50, 80, 100], floorsMicro: ['10000000000'] } });
    await world.buys('phone', 'day-pass', { grant: 'pass' });
  });

  afterEach(() => world.close());

  const warnings = () => warningsOf(world, 'phone');
  /** A token of input is a credit. */
  const uses = (input: number) => world.uses('phone', { quantities: { input } });

  it('shows what is left after every call, and when the rest will be lost', async () => {
    const shown: string[] = [];
    for (const tokens of [30_000, 1, 69_999]) {
      await uses(tokens);
      shown.push(whole((await world.balance('phone'))['availableMicro']));
    }
    expect(shown).toEqual(['170,000', '169,999', '100,000']);
    expect(await world.balance('phone')).toMatchObject({
      usedThisPeriodMicro: '100000000000',
      nextExpiry: { at: '2026-05-02T01:00:00.000Z', amountMicro: '100000000000' },
    });
    expect(await world.bill('phone', 0)).toEqual({ total: '0.50', lines: ['purchase 0.50'] });
  });

  it('warns at the very token that reaches a threshold, once each (rule 35)', async () => {
    await uses(99_999);
    expect(await warnings()).toEqual([]);
    await uses(1);
    expect(await warnings()).toEqual(['50 percent fired: 100,000 of 200,000 left']);
    await uses(59_999);
    expect(await warnings()).toEqual(['50 percent fired: 100,000 of 200,000 left']);
    await uses(1);
    expect(await warnings()).toEqual([
      '50 percent fired: 100,000 of 200,000 left',
      '80 percent fired: 40,000 of 200,000 left',
    ]);
    await uses(30_000);
    expect(await warnings()).toEqual([
      '50 percent fired: 100,000 of 200,000 left',
      '80 percent fired: 40,000 of 200,000 left',
      '10000000000 floor fired: 10,000 of 200,000 left',
    ]);
    await uses(10_000);
    await uses(5_000);
    expect(await warnings()).toEqual([
      '50 percent fired: 100,000 of 200,000 left',
      '80 percent fired: 40,000 of 200,000 left',
      '10000000000 floor fired: 10,000 of 200,000 left',
      '100 percent fired: 0 of 200,000 left',
    ]);
  });

  it('lets only the highest threshold speak where one call crosses several (rule 35)', async () => {
    await uses(170_000);
    expect(await warnings()).toEqual(['80 percent fired: 30,000 of 200,000 left']);
  });

  it('takes all warnings back when two more passes leave two thirds, and warns anew from there (rule 35)', async () => {
    for (const tokens of [100_000, 60_000, 30_000, 10_000]) await uses(tokens);
    await world.buys('phone', 'day-pass', { quantity: 2, paymentRef: 'pay-2' });
    expect(await warnings()).toEqual([
      '50 percent cleared: 100,000 of 200,000 left',
      '80 percent cleared: 40,000 of 200,000 left',
      '10000000000 floor cleared: 10,000 of 200,000 left',
      '100 percent cleared: 0 of 200,000 left',
    ]);
    await uses(99_999);
    expect(await warnings()).toHaveLength(4);
    await uses(1);
    expect((await warnings()).at(-1)).toBe('50 percent fired: 300,000 of 600,000 left');
    expect((await world.bill('phone', 0)).total).toBe('1.50');
  });

  it('keeps the warning at 50 percent when one more pass leaves just half, and takes the others back (rule 35)', async () => {
    for (const tokens of [100_000, 60_000, 30_000, 10_000]) await uses(tokens);
    await world.buys('phone', 'day-pass', { paymentRef: 'pay-2' });
    expect(await warnings()).toEqual([
      '50 percent fired: 100,000 of 200,000 left',
      '80 percent cleared: 40,000 of 200,000 left',
      '10000000000 floor cleared: 10,000 of 200,000 left',
      '100 percent cleared: 0 of 200,000 left',
    ]);
  });

  it('ends a day after the purchase: what is left lapses, and is gone 72 hours later (rule 14)', async () => {
    await uses(50_000);
    await world.at('2026-05-02T09:00:00+08:00');
    const balance = await world.balance('phone');
    expect(whole(balance['availableMicro'])).toBe('0');
    expect(whole(balance['lapsingMicro'])).toBe('150,000');
    await world.uses('phone', { id: 'late', quantities: { input: 10_000 }, time: '2026-05-02T08:59:59+08:00' });
    await world.at('2026-05-05T09:00:00+08:00');
    const pass = await grantOf(world, 'phone', 'pass');
    expect([whole(pass['consumedMicro']), whole(pass['expiredMicro'])]).toEqual(['60,000', '140,000']);
  });
});
