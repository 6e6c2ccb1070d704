import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { debitsOf, usageLinesOf } from './support/account-views.js';
import { receiptOf } from './support/read-out.js';
import { whole, World, type Call } from './support/world.js';

const RESERVATIONS = '/v1/accounts/dev/reservations';

/** What the agent does, in order: it thinks, calls a tool, has a picture refused (its prompt is free), and answers. */
const RUN: readonly Call[] = [
  { id: 'think', quantities: { input: 3_000, cache_read: 9_000, output: 700, reasoning: 500 } },
  { id: 'tool', quantities: { tool_call: 1 } },
  { id: 'picture', model: 'qwen-image', quantities: { input: 60 } },
  { id: 'answer', quantities: { input: 4_000, cache_read: 12_000, output: 900 }, final: true },
];

describe('row 15: an agent run of many calls under one request, each with its receipt', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('15-receipts');
    await world.opens('dev');
    await world.subscribes('dev', 'agent-plan');
    const maximum = { input: 60_000, output: 20_000, tool_call: 8 };
    const reserved = await world.gateway(RESERVATIONS, { reservation: 'run', model: 'qwen-plus', maximum });
    // 60,000 + 20,000 x 2.5 + 8 x 500
    expect(whole(reserved.body['heldMicro'])).toBe('114,000');
  });

  afterEach(() => world.close());

  const makes = (call: Call) =>
    world.uses('dev', {
      parentRequestId: 'request-7',
      requestId: call.id!,
      reservationId: 'run',
      final: false,
      ...call,
    });

  async function runs(): Promise<void> {
    for (const call of RUN) await makes(call);
  }

  it('holds credits for the whole run, and lets the rest go with the last call (rule 23)', async () => {
    await makes(RUN[0]!);
    await makes(RUN[1]!);
    const during = await world.balance('dev');
    expect(whole(during['reservedMicro'])).toBe('105,700');
    expect(whole(during['availableMicro'])).toBe('39,886,000');
    await makes(RUN[2]!);
    await makes(RUN[3]!);
    const after = await world.balance('dev');
    expect(whole(after['reservedMicro'])).toBe('0');
    expect(whole(after['availableMicro'])).toBe('39,983,050');
  });

  it('discloses what counted in each call, the one that cost nothing included (rule 17)', async () => {
    await runs();
    expect((await receiptOf(world, 'think')).counted).toEqual([
      'input 3,000 = 3,000',
      'cache_read 9,000 = 1,800',
      'output 700 = 1,750',
      'reasoning 500 = 1,250',
    ]);
    expect((await receiptOf(world, 'tool')).counted).toEqual(['tool_call 1 = 500']);
    expect((await receiptOf(world, 'picture')).counted).toEqual(['input 60 = 0']);
    expect((await receiptOf(world, 'answer')).counted).toEqual([
      'input 4,000 = 4,000',
      'cache_read 12,000 = 2,400',
      'output 900 = 2,250',
    ]);
  });

  it('shows the balance before and after each call, so that the chain closes', async () => {
    await runs();
    const seen: string[] = [];
    for (const { id } of RUN) {
      const { before, total, after } = await receiptOf(world, id!);
      seen.push(`${before} - ${total} = ${after}`);
    }
    expect(seen).toEqual([
      '40,000,000 - 7,800 = 39,992,200',
      '39,992,200 - 500 = 39,991,700',
      '39,991,700 - 0 = 39,991,700',
      '39,991,700 - 8,650 = 39,983,050',
    ]);
  });

  it('finds the whole run by the one request of the user: 16,950 credits', async () => {
    await makes({ id: 'else', parentRequestId: 'request-8', quantities: { input: 5 } });
    await runs();
    const debits = await debitsOf(world, 'dev');
    const tree = debits.filter(({ usage }) => (usage as Record<string, unknown>)['parentRequestId'] === 'request-7');
    expect(tree.map(({ usage }) => (usage as Record<string, unknown>)['id'])).toEqual(RUN.map(({ id }) => id));
    expect(tree.reduce((sum, { totalMicro }) => sum + BigInt(String(totalMicro)), 0n)).toBe(16_950_000_000n);
  });

  it('holds a call that is told twice after the run has ended, and charges it not (rule 24)', async () => {
    await runs();
    const again = { ...RUN[3]!, id: 'answer-again', requestId: 'answer' };
    expect(await makes(again)).toMatchObject({ outcome: 'held', reason: 'reservation_already_settled' });
    expect(whole((await world.balance('dev'))['remainingMicro'])).toBe('39,983,050');
  });

  it('shows a correction beside the original, which stays as it was (rule 27)', async () => {
    await runs();
    const before = await world.receipt('tool');
    const { revision, usage } = before as { revision: number; usage: { source: string; id: string } };
    const key = { source: usage.source, id: usage.id };
    const because = { fault: 'operator', reason: 'the tool answered nothing' };
    await world.post('/v1/accounts/dev/corrections', { ...key, revision, ...because });
    const after = await world.receipt('tool');
    expect(after).toMatchObject({ totalMicro: '500000000', components: before['components'] });
    expect(after['corrections']).toMatchObject([
      { correction: 1, ...because, deltaMicro: '-500000000', totalMicro: '0' },
    ]);
    expect(after['net']).toMatchObject({ totalMicro: '0', components: [] });
    expect(whole((await world.balance('dev'))['remainingMicro'])).toBe('39,983,550');
  });

  it('settles a dispute: it is marked, mended and explained, and the receipt tells all of it', async () => {
    await runs();
    const { revision, usage } = (await world.receipt('tool')) as { revision: number; usage: Record<string, string> };
    const key = { source: usage['source'], id: usage['id'] };
    await world.post('/v1/accounts/dev/disputes', { dispute: 'case-1', ...key, ground: 'service_failed' });
    expect(await world.get('/v1/disputes?state=open')).toMatchObject({ items: [{ dispute: 'case-1', ...key }] });

    const resolution = '/v1/accounts/dev/disputes/case-1/resolution';
    const told = { outcome: 'corrected', explanation: 'The tool answered nothing: its call costs nothing.' };
    await expect(world.post(resolution, told)).rejects.toThrow('dispute_uncorrected');
    const because = { fault: 'operator', reason: 'case-1' };
    const corrected = await world.post('/v1/accounts/dev/corrections', { ...key, revision, ...because });
    await world.post(resolution, told);

    expect(await world.get('/v1/disputes?state=open')).toMatchObject({ items: [] });
    expect(await world.receipt('tool')).toMatchObject({
      totalMicro: '500000000',
      net: { totalMicro: '0' },
      corrections: [{ correction: 1, reason: 'case-1' }],
      disputes: [
        {
          dispute: 'case-1',
          ground: 'service_failed',
          state: 'resolved',
          resolution: { ...told, correctionRevision: corrected['revision'] },
        },
      ],
    });
  });

  it('stands on the bill as one fee, and by model and kind what was used (rule 34)', async () => {
    await runs();
    expect(await world.bill('dev', 0)).toEqual({ total: '69.00', lines: ['fee 69.00'] });
    expect((await usageLinesOf(world, 'dev', 0)).toSorted()).toEqual([
      'qwen-image input: 60 for 0',
      'qwen-plus cache_read: 21000 for 4,200',
      'qwen-plus input: 7000 for 7,000',
      'qwen-plus output: 1600 for 4,000',
      'qwen-plus reasoning: 500 for 1,250',
      'qwen-plus tool_call: 1 for 500',
    ]);
  });

  it('sells a first month by days: 16 of 31 left, the day of subscribing counting (rule 31)', async () => {
    await world.at('2026-05-16T18:00:00+08:00');
    await world.opens('late');
    await world.subscribes('late', 'agent-plan');
    expect(await world.bill('late', 0)).toEqual({ total: '35.61', lines: ['fee 35.61'] });
    // 40,000,000 x 16 / 31 = 20,645,161.290322580..., rounded to a millionth of a credit
    expect((await world.balance('late'))['availableMicro']).toBe('20645161290323');
  });
});
