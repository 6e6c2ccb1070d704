import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { debitsOf, grantOf, grantsOf } from './support/account-views.js';
import { receiptOf } from './support/read-out.js';
import { whole, World, yuan } from './support/world.js';

const WORKBUDDY = 'tencent-workbuddy';

describe('row 12: one account uses several suppliers and partner apps; usage by both and the cost basis of each grant are what revenue will be shared by (rule 36)', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('12-settled-suppliers');
    await world.opens('firm', { kind: 'team' });
    await world.opens('person');
  });

  afterEach(() => world.close());

  /** 1,500,000 credits, 500,000 credits, and 950,000 credits: a promotion halves output of deepseek until 5 May. */
  async function usesThreeSuppliers(): Promise<void> {
    await world.uses('firm', { id: 'a', app: WORKBUDDY, quantities: { input: 1_000_000, output: 200_000 } });
    const gpt = { provider: 'openai', model: 'gpt-5', quantities: { input: 10_000, output: 5_000 } };
    await world.uses('firm', { id: 'b', app: 'cloud-phone', ...gpt });
    const deepseek = { provider: 'deepseek', model: 'deepseek-chat', quantities: { input: 400_000, output: 100_000 } };
    await world.uses('firm', { id: 'c', app: WORKBUDDY, ...deepseek });
  }

  it('tells of every debit which supplier answered, for which app, and what it cost', async () => {
    await world.subscribes('firm', 'partner-apps-plan');
    await usesThreeSuppliers();
    const debits = await debitsOf(world, 'firm');
    const told = debits.map(({ usage, totalMicro }) => {
      const { provider, app } = usage as Record<string, string>;
      return `${provider} for ${app}: ${whole(totalMicro)}`;
    });
    expect(told).toEqual([
      `alibaba for ${WORKBUDDY}: 1,500,000`,
      'openai for cloud-phone: 500,000',
      `deepseek for ${WORKBUDDY}: 950,000`,
    ]);
    expect(whole((await world.balance('firm'))['remainingMicro'])).toBe('17,050,000');
  });

  it('keeps on each grant what was paid for it: 25.00 yuan for the plan, nothing for the incentive (rule 17)', async () => {
    await world.subscribes('firm', 'partner-apps-plan');
    await world.subscribes('firm', 'developer-incentive');
    const grants = await grantsOf(world, 'firm');
    expect(grants).toMatchObject([
      { source: 'subscription', costBasis: { amountMinor: '2500', currency: 'CNY', taxIncluded: true } },
      { source: 'free_quota', costBasis: null },
    ]);
    expect(await world.bill('firm', 0)).toEqual({ total: '25.00', lines: ['fee 25.00'] });
  });

  it('burns the incentive first, so that only what the plan paid for has revenue behind it (rule 16)', async () => {
    await world.subscribes('firm', 'partner-apps-plan');
    await world.subscribes('firm', 'developer-incentive');
    await usesThreeSuppliers();
    expect((await receiptOf(world, 'a')).paidBy).toEqual(['~2 1,500,000']);
    expect((await receiptOf(world, 'b')).paidBy).toEqual(['~2 500,000']);
    expect((await receiptOf(world, 'c')).paidBy).toEqual(['~1 950,000']);
    const plan = await grantOf(world, 'firm', '~1');
    expect(whole(plan['consumedMicro'])).toBe('950,000');
    const { amountMinor } = plan['costBasis'] as { amountMinor: string };
    const fen = (950_000 * Number(amountMinor)) / 20_000_000;
    expect(fen).toBe(118.75);
  });

  it('pays for partner apps alone: other use of the account leaves the plan whole (rule 16)', async () => {
    await world.subscribes('person', 'partner-apps-plan');
    await world.uses('person', { id: 'own', quantities: { input: 10_000 } });
    expect((await receiptOf(world, 'own')).paidBy).toEqual(['overage block 10,000']);
    expect(whole((await world.balance('person'))['remainingMicro'])).toBe('20,000,000');
  });

  it('gives the incentive to developers that are firms, anew each month, at no fee', async () => {
    await expect(world.subscribes('person', 'developer-incentive')).rejects.toThrow('account_kind_not_served');
    await world.subscribes('firm', 'developer-incentive');
    await world.at('2026-06-01T00:00:01+08:00');
    expect(whole((await world.balance('firm'))['availableMicro'])).toBe('2,000,000');
    expect((await world.bill('firm', 1)).total).toBe(yuan(0));
  });
});
