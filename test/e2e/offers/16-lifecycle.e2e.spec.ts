import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { grantsOf, grantsThatDoNotAddUp, statementOf } from './support/account-views.js';
import { whole, World } from './support/world.js';

const CREDIT = 1_000_000;

describe('row 16: the life of a token from issue to expiry; the statement always adds up (rule 19)', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('16-lifecycle');
    await world.opens('life');
    await world.opens('friend');
    await world.subscribes('life', 'lifecycle-plan');
    await world.buys('life', 'lifecycle-pack', { grant: 'pack' });
  });

  afterEach(async () => {
    for (const account of ['life', 'friend']) expect(await grantsThatDoNotAddUp(world, account)).toEqual([]);
    await world.close();
  });

  const uses = (input: number, id?: string) => world.uses('life', { ...(id && { id }), quantities: { input } });
  const statement = () => statementOf(world, 'life');

  /** Of the plan of May: 5,000,000 used, 1,000,000 given to a friend, 500,000 taken out; a pack bought and given back. */
  async function livesThroughMay(): Promise<void> {
    await uses(5_000_000, 'first');
    const to = { transfer: 'gift', to: 'friend', amountMicro: String(1_000_000 * CREDIT) };
    await world.post('/v1/accounts/life/transfers', to);
    const less = { amountMicro: String(500_000 * CREDIT), reason: 'granted too much' };
    await world.post('/v1/accounts/life/grants/~1/adjustments', less);
    await world.buys('life', 'lifecycle-pack', { grant: 'unwanted', paymentRef: 'pay-2' });
    await world.post('/v1/accounts/life/grants/unwanted/refund', { reason: 'sent back' });
  }

  it('begins with what was issued', async () => {
    expect(await statement()).toEqual({ issued: '17,000,000', remaining: '17,000,000' });
  });

  it('tells apart what was consumed, transferred, adjusted and refunded', async () => {
    await livesThroughMay();
    expect(await statement()).toEqual({
      issued: '19,000,000',
      remaining: '10,500,000',
      consumed: '5,000,000',
      transferredOut: '1,000,000',
      adjustedDown: '500,000',
      refunded: '2,000,000',
    });
    expect(await statementOf(world, 'friend')).toEqual({ issued: '1,000,000', remaining: '1,000,000' });
  });

  it('lets a pack of three days expire, after the grace of 72 hours (rule 14)', async () => {
    await livesThroughMay();
    await world.at('2026-05-06T23:59:59+08:00');
    expect(whole((await world.balance('life'))['lapsingMicro'])).toBe('2,000,000');
    await world.at('2026-05-07T00:00:00+08:00');
    expect(await statement()).toMatchObject({ remaining: '8,500,000', expired: '2,000,000' });
  });

  it('shows 3,000,000 as pending to roll over, then rolls them over and forfeits the rest at the seal (rule 18)', async () => {
    await livesThroughMay();
    await world.at('2026-06-01T00:00:01+08:00');
    const pending = await world.balance('life');
    expect(whole(pending['pendingRolloverMicro'])).toBe('3,000,000');
    expect(whole(pending['availableMicro'])).toBe('15,000,000');
    await world.at('2026-06-04T00:00:00+08:00');
    expect(whole((await world.balance('life'))['availableMicro'])).toBe('18,000,000');
    // 19,000,000 of May, 15,000,000 of June, and 3,000,000 issued anew for those that rolled out
    expect(await statement()).toEqual({
      issued: '37,000,000',
      remaining: '18,000,000',
      consumed: '5,000,000',
      expired: '2,000,000',
      forfeited: '5,500,000',
      rolledOut: '3,000,000',
      transferredOut: '1,000,000',
      adjustedDown: '500,000',
      refunded: '2,000,000',
    });
  });

  it('burns what rolled over first, and lets it expire with its one period (rules 16, 18)', async () => {
    await livesThroughMay();
    await world.at('2026-06-04T00:00:00+08:00');
    await uses(1_000_000);
    const rolled = (await grantsOf(world, 'life')).find(({ source }) => source === 'rollover')!;
    expect([whole(rolled['remainingMicro']), rolled['expiresAt']]).toEqual(['2,000,000', '2026-06-30T16:00:00.000Z']);
    await world.at('2026-07-04T00:00:00+08:00');
    expect(await statement()).toEqual({
      issued: '55,000,000',
      remaining: '18,000,000',
      consumed: '6,000,000',
      expired: '4,000,000',
      forfeited: '17,500,000',
      rolledOut: '6,000,000',
      transferredOut: '1,000,000',
      adjustedDown: '500,000',
      refunded: '2,000,000',
    });
  });

  it('takes a reversed debit back into the grant it came from (rule 28)', async () => {
    await livesThroughMay();
    const { revision, usage } = (await world.receipt('first')) as { revision: number; usage: { source: string } };
    const key = { source: usage.source, id: 'first', revision };
    await world.post('/v1/accounts/life/corrections', { ...key, fault: 'operator', reason: 'never happened' });
    expect(await statement()).toMatchObject({ issued: '19,000,000', remaining: '15,500,000', refunded: '2,000,000' });
    expect(await statement()).not.toHaveProperty('consumed');
  });

  it('gives a refund grant where the operator reverses what a grant long ended had paid (rule 28)', async () => {
    await livesThroughMay();
    await world.at('2026-06-04T00:00:00+08:00');
    const { revision, usage } = (await world.receipt('first')) as { revision: number; usage: { source: string } };
    const key = { source: usage.source, id: 'first', revision };
    await world.post('/v1/accounts/life/corrections', { ...key, fault: 'operator', reason: 'never happened' });
    const given = (await grantsOf(world, 'life')).find(({ source }) => source === 'refund')!;
    expect([whole(given['amountMicro']), given['expiresAt']]).toEqual(['5,000,000', '2026-07-03T16:00:00.000Z']);
    expect(await statement()).toMatchObject({ issued: '42,000,000', remaining: '23,000,000', refunded: '7,000,000' });
  });

  it('bills May by its lines: the fee, two packs, and one of them back', async () => {
    await livesThroughMay();
    await world.at('2026-06-04T00:00:00+08:00');
    const lines = ['fee 30.00', 'purchase 3.00', 'purchase 3.00', 'refund -3.00'];
    expect(await world.bill('life', 0)).toEqual({ total: '33.00', lines });
    expect(await world.bill('life', 1)).toEqual({ total: '30.00', lines: ['fee 30.00'] });
  });
});
