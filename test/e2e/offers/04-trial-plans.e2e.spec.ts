import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { whole, World } from './support/world.js';

describe('row 4: China Telecom trial plans, 39.90 to 299.90 yuan for 15 to 250 million tokens', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('04-trial-plans');
    await world.opens('dev');
    await world.opens('shop', { kind: 'team' });
  });

  afterEach(() => world.close());

  it('sells 15 million tokens a month for 39.90', async () => {
    await world.subscribes('dev', 'telecom-trial-15m');
    expect(whole((await world.balance('dev'))['availableMicro'])).toBe('15,000,000');
    expect(await world.bill('dev', 0)).toEqual({ total: '39.90', lines: ['fee 39.90'] });
  });

  it('renews on the billing day: a new fee, new tokens, what was left is lapsing', async () => {
    await world.subscribes('dev', 'telecom-trial-15m');
    await world.at('2026-06-01T00:00:01+08:00');
    const balance = await world.balance('dev');
    expect(whole(balance['availableMicro'])).toBe('15,000,000');
    expect(whole(balance['lapsingMicro'])).toBe('15,000,000');
    await world.at('2026-06-04T00:00:01+08:00');
    expect(whole((await world.balance('dev'))['lapsingMicro'])).toBe('0');
  });

  it('upgrades in mid-period by days: half the old fee back, half the new fee, half the new tokens (rule 31)', async () => {
    await world.subscribes('dev', 'telecom-trial-15m', 'main');
    await world.at('2026-05-16T12:00:00+08:00');
    await world.post('/v1/accounts/dev/subscriptions/main/change', { product: 'telecom-trial-50m' });
    const { lines } = await world.bill('dev', 0);
    expect(lines).toEqual(['fee 39.90', 'credit -20.59', 'fee 51.56']);
  });

  it('downgrades at the next renewal (rule 31)', async () => {
    await world.subscribes('dev', 'telecom-trial-50m', 'main');
    await world.post('/v1/accounts/dev/subscriptions/main/change', { product: 'telecom-trial-15m' });
    expect(await world.bill('dev', 0)).toEqual({ total: '99.90', lines: ['fee 99.90'] });
    await world.at('2026-06-01T00:00:01+08:00');
    expect(await world.bill('dev', 1)).toEqual({ total: '39.90', lines: ['fee 39.90'] });
  });

  it('sells the largest plan to firms, not to individuals', async () => {
    await expect(world.subscribes('dev', 'telecom-trial-250m')).rejects.toThrow('account_kind_not_served');
    await world.subscribes('shop', 'telecom-trial-250m');
    expect(whole((await world.balance('shop'))['availableMicro'])).toBe('250,000,000');
  });
});
