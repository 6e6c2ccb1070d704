import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { historyOf, leftOfGrants, meterOf, receiptOf } from './support/read-out.js';
import { World } from './support/world.js';

describe('row 8: tokens bundled with a speed boost, cybersecurity, cloud storage and a phone in instalments', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-06-01T00:00:00+08:00');
    await world.sells('08-bundles');
    await world.opens('zhao', { kind: 'household' });
    await world.opens('yi');
  });

  afterEach(() => world.close());

  describe('add-ons', () => {
    beforeEach(async () => {
      await world.at('2026-06-16T10:00:00+08:00');
      await world.subscribes('zhao', 'bundle-tokens');
      await world.subscribes('zhao', 'bundle-speed-boost');
      await world.subscribes('zhao', 'bundle-cybersecurity');
      await world.subscribes('zhao', 'bundle-cloud-storage');
    });

    it('are lines of their own on the bill, and bring no tokens', async () => {
      // 15 of the 30 days of June: 10.00 and 6.00 count half; tokens and storage begin whole.
      expect(await world.bill('zhao', 0)).toEqual({
        total: '82.00',
        lines: ['fee 59.00', 'add_on 5.00', 'add_on 3.00', 'add_on 15.00'],
      });
      expect(await meterOf(world, 'zhao')).toMatchObject({ remaining: '25,000,000', available: '25,000,000' });
      expect(await leftOfGrants(world, 'zhao')).toEqual(['~1 subscription 25,000,000, 25,000,000 left']);
      await world.uses('zhao', { id: 'chat', quantities: { input: 1_000, output: 600 } });
      expect(await receiptOf(world, 'chat')).toMatchObject({ total: '2,500', after: '24,997,500' });
    });

    it('renew whole with the month, but for storage: every 30 days from its own start (rule 12)', async () => {
      await world.at('2026-07-16T09:59:59+08:00');
      expect(await world.bill('zhao', 1)).toEqual({
        total: '75.00',
        lines: expect.arrayContaining(['fee 59.00', 'add_on 10.00', 'add_on 6.00']) as unknown,
      });
      await world.at('2026-07-16T10:00:00+08:00');
      expect((await world.bill('zhao', 1)).total).toBe('90.00');
      await world.at('2026-08-15T10:00:00+08:00');
      expect((await world.bill('zhao', 2)).total).toBe('90.00');
    });

    it('end with the time that is paid when they are cancelled (rule 31)', async () => {
      await world.post('/v1/accounts/zhao/subscriptions/bundle-speed-boost/cancel');
      expect((await world.bill('zhao', 0)).total).toBe('82.00');
      await world.at('2026-07-01T00:00:00+08:00');
      expect((await world.bill('zhao', 1)).total).toBe('65.00');
    });

    it('are sold to whom they are for: a speed boost to households only', async () => {
      await expect(world.subscribes('yi', 'bundle-speed-boost')).rejects.toThrow('account_kind_not_served');
    });
  });

  describe('a phone in 24 instalments of 125.00 (rule 32)', () => {
    beforeEach(async () => {
      await world.at('2026-06-16T10:00:00+08:00');
      await world.subscribes('yi', 'bundle-phone-24', 'phone');
    });

    it('is on the bill each month, the first whole, and brings no tokens', async () => {
      expect(await world.bill('yi', 0)).toEqual({ total: '125.00', lines: ['instalment 125.00'] });
      await world.at('2026-07-01T00:00:00+08:00');
      expect(await world.bill('yi', 1)).toEqual({ total: '125.00', lines: ['instalment 125.00'] });
      expect(await meterOf(world, 'yi')).toMatchObject({ remaining: '0' });
    });

    it('is paid off after the 24th, and never charged again', async () => {
      await world.at('2028-05-01T00:00:00+08:00');
      expect(await historyOf(world, 'yi', 'SubscriptionRenewed')).toHaveLength(23);
      expect(await world.bill('yi', 23)).toEqual({ total: '125.00', lines: ['instalment 125.00'] });
      await world.at('2028-08-01T00:00:00+08:00');
      expect(await historyOf(world, 'yi', 'SubscriptionRenewed')).toHaveLength(23);
      expect(await endingOfPhone()).toBe('completed');
    });

    it('can be settled early: the 21 instalments left at once, and none afterwards', async () => {
      await world.at('2026-08-20T10:00:00+08:00');
      await world.post('/v1/accounts/yi/subscriptions/phone/settle');
      expect(await world.bill('yi', 2)).toEqual({
        total: '2750.00',
        lines: ['instalment 125.00', 'instalment 2625.00'],
      });
      expect(await endingOfPhone()).toBe('settled_early');
      await world.at('2026-10-01T00:00:00+08:00');
      expect(await historyOf(world, 'yi', 'SubscriptionRenewed')).toHaveLength(2);
      await expect(world.post('/v1/accounts/yi/subscriptions/phone/settle')).rejects.toThrow('subscription_unknown');
    });

    it('is a debt: it is settled, not cancelled', async () => {
      await expect(world.post('/v1/accounts/yi/subscriptions/phone/cancel')).rejects.toThrow('instalments_are_settled');
    });
  });

  it('settles nothing but instalments early', async () => {
    await world.subscribes('zhao', 'bundle-tokens', 'tokens');
    await expect(world.post('/v1/accounts/zhao/subscriptions/tokens/settle')).rejects.toThrow('not_instalments');
  });

  async function endingOfPhone(): Promise<unknown> {
    const { items } = await world.get('/v1/accounts/yi/subscriptions');
    return (items as { ended: { ending: string } | null }[])[0]?.ended?.ending;
  }
});
