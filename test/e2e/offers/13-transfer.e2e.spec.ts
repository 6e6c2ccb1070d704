import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { grantOf, grantsOf, grantsThatDoNotAddUp } from './support/account-views.js';
import { whole, World } from './support/world.js';

const CREDIT = 1_000_000;

describe('row 13: tokens move between consumers and firms, by policy, within the operator (rule 33)', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('13-transfer');
    await world.opens('mother');
    await world.opens('firm', { kind: 'team' });
    await world.buys('mother', 'gift-pack', { grant: 'pack' });
    await world.buys('mother', 'gift-welcome', { grant: 'welcome' });
  });

  afterEach(() => world.close());

  function sends(from: string, to: string, credits: number, more: Record<string, unknown> = {}) {
    const transfer = { transfer: `${from}-${to}-${credits}`, to, amountMicro: String(credits * CREDIT), ...more };
    return world.post(`/v1/accounts/${from}/transfers`, transfer);
  }

  it('gives 4 of 10 million to a firm, with their expiry and their share of the price', async () => {
    expect(await sends('mother', 'firm', 4_000_000)).toMatchObject({ status: 'completed', reason: null });
    const pack = await grantOf(world, 'mother', 'pack');
    expect([whole(pack['remainingMicro']), whole(pack['transferredOutMicro'])]).toEqual(['6,000,000', '4,000,000']);
    const [gift, ...none] = await grantsOf(world, 'firm');
    expect(none).toEqual([]);
    expect(gift).toMatchObject({
      source: 'transfer',
      priority: 40,
      expiresAt: pack['expiresAt'],
      costBasis: { amountMinor: '400', currency: 'CNY', taxIncluded: true },
    });
    expect(pack['expiresAt']).toBe('2026-10-31T16:00:00.000Z');
  });

  it('lets the firm use the gift and pay nothing: the bill is with who bought it', async () => {
    await sends('mother', 'firm', 4_000_000);
    await world.uses('firm', { id: 'call', quantities: { input: 500_000, output: 200_000 } });
    expect(whole((await world.balance('firm'))['availableMicro'])).toBe('3,000,000');
    expect((await world.receipt('call'))['remainingBeforeMicro']).toBe(String(4_000_000 * CREDIT));
    expect(await world.bill('firm', 0)).toEqual({ total: '0.00', lines: [] });
    expect((await world.bill('mother', 0)).total).toBe('10.00');
  });

  it('moves back from a firm to a consumer, who may be another than the giver', async () => {
    await world.opens('son');
    await sends('mother', 'firm', 4_000_000);
    await sends('firm', 'son', 1_000_000);
    expect(whole((await world.balance('firm'))['availableMicro'])).toBe('3,000,000');
    expect(await grantsOf(world, 'son')).toMatchObject([
      {
        amountMicro: String(1_000_000 * CREDIT),
        costBasis: { amountMinor: '100' },
        expiresAt: '2026-10-31T16:00:00.000Z',
      },
    ]);
  });

  it('moves no welcome tokens: of 10,100,000 only what was bought may go', async () => {
    expect(whole((await world.balance('mother'))['availableMicro'])).toBe('10,100,000');
    await expect(sends('mother', 'firm', 10_000_001)).rejects.toThrow('credits_insufficient');
    await sends('mother', 'firm', 10_000_000);
    expect(whole((await world.balance('mother'))['availableMicro'])).toBe('100,000');
  });

  it('moves welcome tokens where the policy says so; they burn first there, too, and cost nothing', async () => {
    await sends('mother', 'firm', 150_000, { policy: { promotional: true, free: false } });
    const welcome = await grantOf(world, 'mother', 'welcome');
    expect(whole(welcome['transferredOutMicro'])).toBe('100,000');
    expect(whole((await grantOf(world, 'mother', 'pack'))['transferredOutMicro'])).toBe('50,000');
    const received = await grantsOf(world, 'firm');
    expect(received.map(({ amountMicro, priority }) => [whole(amountMicro), priority])).toEqual([
      ['100,000', 10],
      ['50,000', 40],
    ]);
    expect(received.map(({ costBasis }) => costBasis)).toEqual([null, expect.objectContaining({ amountMinor: '5' })]);
  });

  it('comes back into the same grants when the receiver is closed', async () => {
    await world.put('/v1/accounts/firm/status', { status: 'closed', reason: 'gone out of business' });
    const before = await grantsOf(world, 'mother');
    expect(await sends('mother', 'firm', 4_000_000)).toMatchObject({ status: 'returned', reason: 'account_closed' });
    expect(await grantsOf(world, 'mother')).toEqual(before);
    expect(await grantsOf(world, 'firm')).toEqual([]);
    expect((await world.get('/v1/accounts/mother/transfers'))['items']).toEqual([]);
  });

  it('leaves both statements adding up (rule 19), and gives the welcome once', async () => {
    await sends('mother', 'firm', 4_000_000);
    await world.uses('firm', { quantities: { input: 1 } });
    for (const account of ['mother', 'firm']) expect(await grantsThatDoNotAddUp(world, account)).toEqual([]);
    await expect(world.buys('mother', 'gift-welcome')).rejects.toThrow('promotion_already_taken');
  });
});
