import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { warningsOf, leftOfGrants, membersOf, meterOf, receiptOf } from './support/read-out.js';
import { World } from './support/world.js';

const CLAUDE = { provider: 'anthropic', model: 'claude-sonnet-4-5' };

describe('row 7: one enterprise package shared across staff, each with a limit', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('07-shared-enterprise');
    const members = [{ member: 'ops', limitMicro: '10000000000000' }, { member: 'lab' }];
    await world.opens('acme', { kind: 'team', members });
    await world.at('2026-05-04T09:00:00+08:00');
    await world.subscribes('acme', 'enterprise-shared-1b');
  });

  afterEach(() => world.close());

  it('sells 1,000 million tokens for 1499.00, and boosters of 100 million for 189.00', async () => {
    await world.buys('acme', 'enterprise-booster');
    expect(await meterOf(world, 'acme')).toMatchObject({ available: '1,100,000,000' });
    expect(await world.bill('acme', 0)).toEqual({ total: '1688.00', lines: ['fee 1499.00', 'purchase 189.00'] });
  });

  it('counts what each of the staff used, from one pot', async () => {
    await world.uses('acme', { id: 'a', member: 'ops', ...CLAUDE, quantities: { input: 20_000, output: 4_000 } });
    await world.uses('acme', { id: 'b', member: 'lab', quantities: { input: 30_000_000 } });
    // 20,000 × 24 + 4,000 × 120
    expect(await receiptOf(world, 'a')).toMatchObject({ total: '960,000', after: '999,040,000' });
    expect(await membersOf(world, 'acme')).toEqual(['lab 30,000,000 of -', 'ops 960,000 of 10,000,000']);
    expect(await meterOf(world, 'acme')).toMatchObject({ available: '969,040,000', usedThisPeriod: '30,960,000' });
  });

  it('refuses a reservation beyond the limit, what is reserved already counted (rules 23, 26)', async () => {
    // 100,000 × 24 + 50,000 × 120
    const first = await reserves('run-1', 'ops', 100_000, 50_000);
    expect(first.body).toMatchObject({ heldMicro: '8400000000000' });
    expect(await meterOf(world, 'acme')).toMatchObject({ reserved: '8,400,000', available: '991,600,000' });
    // 50,000 × 24 + 10,000 × 120 = 2,400,000, and 1,600,000 are left of the limit.
    const second = await reserves('run-2', 'ops', 50_000, 10_000);
    expect(second.body).toMatchObject({ code: 'member_limit_reached', leftMicro: '1600000000000' });
    expect((await reserves('run-3', 'lab', 50_000, 10_000)).status).toBe(201);
  });

  it('counts what was used of a reservation, not what was held', async () => {
    await reserves('run-1', 'ops', 100_000, 50_000);
    const call = { member: 'ops', ...CLAUDE, reservationId: 'run-1' };
    await world.uses('acme', { id: 'run-1', ...call, quantities: { input: 100_000, output: 20_000 } });
    // 100,000 × 24 + 20,000 × 120
    expect(await receiptOf(world, 'run-1')).toMatchObject({ total: '4,800,000', paidBy: ['~1 4,800,000'], flags: [] });
    expect(await meterOf(world, 'acme')).toMatchObject({ reserved: '0', available: '995,200,000' });
    expect(await membersOf(world, 'acme')).toContain('ops 4,800,000 of 10,000,000');
    expect((await reserves('run-2', 'ops', 50_000, 10_000)).status).toBe(201);
  });

  it('charges usage beyond the limit all the same, and flags it (rules 21, 26)', async () => {
    await world.uses('acme', { id: 'to-the-limit', member: 'ops', quantities: { input: 10_000_000 } });
    await world.uses('acme', { id: 'beyond', member: 'ops', quantities: { input: 1_000 } });
    expect((await receiptOf(world, 'to-the-limit')).flags).toEqual([]);
    expect(await receiptOf(world, 'beyond')).toMatchObject({
      total: '1,000',
      paidBy: ['~1 1,000'],
      flags: ['member_over_limit'],
    });
    expect(await membersOf(world, 'acme')).toContain('ops 10,001,000 of 10,000,000');
    const refused = await reserves('run-1', 'ops', 1, 0);
    expect(refused.body).toMatchObject({ code: 'member_limit_reached', leftMicro: '0' });
  });

  it('charges somebody nobody knows, and flags that too, but reserves nothing for them (rule 21)', async () => {
    await world.uses('acme', { id: 'guest', member: 'guest', quantities: { input: 1_000 } });
    expect(await receiptOf(world, 'guest')).toMatchObject({ total: '1,000', flags: ['member_unknown'] });
    expect(await membersOf(world, 'acme')).toContain('guest 1,000 of -, unknown');
    expect((await reserves('run-1', 'guest', 1, 0)).body).toMatchObject({ code: 'member_unknown' });
  });

  it('takes a new limit at once, and members who join or leave', async () => {
    await world.uses('acme', { member: 'ops', quantities: { input: 9_000_000 } });
    await world.put('/v1/accounts/acme/members/ops/limit', { limitMicro: '20000000000000' });
    await world.post('/v1/accounts/acme/members', { member: 'sales', limitMicro: '5000000000000' });
    expect((await reserves('run-1', 'ops', 100_000, 50_000)).status).toBe(201);
    expect(await membersOf(world, 'acme')).toEqual([
      'lab 0 of -',
      'ops 9,000,000 of 20,000,000',
      'sales 0 of 5,000,000',
    ]);
  });

  it('warns the account at 80 percent of what it got, boosters included (rule 35)', async () => {
    await world.buys('acme', 'enterprise-booster');
    await world.uses('acme', { member: 'lab', quantities: { input: 879_999_999 } });
    await world.uses('acme', { member: 'lab', quantities: { input: 1 } });
    expect(await warningsOf(world, 'acme')).toEqual([
      '50 percent fired: 220,000,001 of 1,100,000,000 left',
      '80 percent fired: 220,000,000 of 1,100,000,000 left',
    ]);
  });

  it('warns of each member at 80 percent of the own limit, and of the whole limit, once a month (rules 26, 35)', async () => {
    await world.uses('acme', { member: 'ops', quantities: { input: 7_999_999 } });
    expect(await warningsOf(world, 'acme')).toEqual(['ops: 50 percent fired: 2,000,001 of 10,000,000 left']);
    await world.uses('acme', { member: 'ops', quantities: { input: 1 } });
    await world.uses('acme', { member: 'lab', quantities: { input: 20_000_000 } });
    await world.uses('acme', { member: 'ops', quantities: { input: 2_500_000 } });
    expect(await warningsOf(world, 'acme')).toEqual([
      'ops: 50 percent fired: 2,000,001 of 10,000,000 left',
      'ops: 80 percent fired: 2,000,000 of 10,000,000 left',
      'ops: 100 percent fired: -500,000 of 10,000,000 left',
    ]);
    await world.at('2026-06-04T00:00:00+08:00');
    expect((await warningsOf(world, 'acme')).every((warning) => warning.includes('cleared'))).toBe(true);
    await world.uses('acme', { member: 'ops', quantities: { input: 5_000_000 } });
    expect((await warningsOf(world, 'acme')).at(-1)).toBe('ops: 50 percent fired: 5,000,000 of 10,000,000 left');
  });

  it('starts counting anew each month, and rolls at most 100 million over, once (rules 18, 26)', async () => {
    await world.uses('acme', { member: 'ops', quantities: { input: 10_000_000 } });
    await world.at('2026-06-01T00:00:00+08:00');
    expect(await membersOf(world, 'acme')).toContain('ops 0 of 10,000,000');
    expect(await meterOf(world, 'acme')).toMatchObject({
      available: '1,000,000,000',
      pendingRollover: '100,000,000',
    });
    await world.at('2026-06-04T00:00:00+08:00');
    // 990,000,000 were left of May: 100,000,000 roll over, 890,000,000 are forfeited.
    expect(await leftOfGrants(world, 'acme')).toEqual([
      '~1 subscription 1,000,000,000, 0 left',
      '~2 subscription 1,000,000,000, 1,000,000,000 left',
      '~3 rollover 100,000,000, 100,000,000 left',
    ]);
    const { items } = await world.get('/v1/accounts/acme/grants');
    expect((items as unknown[])[0]).toMatchObject({
      consumedMicro: '10000000000000',
      rolledOutMicro: '100000000000000',
      forfeitedMicro: '890000000000000',
    });
    await world.uses('acme', { id: 'june', member: 'lab', quantities: { input: 100_000_001 } });
    expect((await receiptOf(world, 'june')).paidBy).toEqual(['~3 100,000,000', '~2 1']);
  });

  function reserves(reservation: string, member: string, input: number, output: number) {
    const asked = { reservation, member, model: CLAUDE.model, maximum: { input, output } };
    return world.gateway('/v1/accounts/acme/reservations', asked);
  }
});
