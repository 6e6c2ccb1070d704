import { describe, expect, it } from '@jest/globals';
import { credits } from '#libs/kernel/index.js';
import { readTariffFile } from '#libs/catalog/adapters/file/tariff-file.js';
import { bookOf, NOW, promotion, publish, rate } from '../../../test/support/catalog/samples.js';
import { readTypicalTasks } from '../adapters/file/typical-tasks-file.js';
import { tasksOfAllowance } from './tasks-of-allowance.js';
import type { TypicalTask } from './tasks.js';

const ANYTHING = { models: null, kinds: null, apps: null };
const turn: TypicalTask = {
  task: 'turn',
  name: 'A turn',
  calls: [
    { times: 2, model: 'm', tier: 'standard', quantities: [{ kind: 'input', quantity: 3 }] },
    { times: 1, model: 'm', tier: 'standard', quantities: [{ kind: 'output', quantity: 5 }] },
  ],
};
const book = bookOf(
  publish({
    rates: [
      rate('m', { creditsMicro: credits(10n) }),
      rate('m', { kind: 'output', creditsMicro: credits(7n), per: 2 }),
      rate('gift', { creditsMicro: credits(0n) }),
    ],
    promotions: [promotion({ apps: ['partner'], numerator: 1, denominator: 2 })],
  }),
);
const count = (amount: bigint, task: TypicalTask = turn, scope = {}) =>
  tasksOfAllowance({ amountMicro: credits(amount), scope: { ...ANYTHING, ...scope } }, [task], book, NOW)[0]?.result;
const call = (model: string): TypicalTask => ({ ...turn, calls: [{ ...turn.calls[0]!, model }] });

describe('an allowance in typical tasks', () => {
  it('counts whole tasks, each call priced and rounded as its usage would be', () => {
    expect(count(78n)).toEqual({ type: 'times', times: 1n, costMicro: 78n });
    expect(count(77n)).toEqual({ type: 'times', times: 0n, costMicro: 78n });
    expect(count(780_000_077n)).toEqual({ type: 'times', times: 10_000_000n, costMicro: 78n });
  });

  it('says of a task that costs nothing that it is free, not how often', () => {
    expect(count(1n, call('gift'))).toEqual({ type: 'free' });
  });

  it('says so where the tariff has no price, and never takes it for free (rule 2)', () => {
    expect(count(100n, call('unknown'))).toEqual({ type: 'not_priced' });
  });

  it('counts only what its credits may pay for', () => {
    expect(count(100n, turn, { models: ['n'] })).toEqual({ type: 'not_covered' });
    expect(count(100n, turn, { kinds: ['input'] })).toEqual({ type: 'not_covered' });
    expect(count(100n, turn, { models: ['m'], kinds: ['input', 'output'] })).toMatchObject({ times: 1n });
  });

  it('covers what costs nothing, whatever its credits may pay for', () => {
    const withPrompt = bookOf(
      publish({
        rates: [rate('art', { creditsMicro: credits(0n) }), rate('art', { kind: 'image', creditsMicro: credits(9n) })],
      }),
    );
    const quantities = [
      { kind: 'input', quantity: 60 },
      { kind: 'image', quantity: 1 },
    ] as const;
    const image: TypicalTask = { ...turn, calls: [{ times: 1, model: 'art', tier: 'standard', quantities }] };
    const images = { amountMicro: credits(20n), scope: { ...ANYTHING, kinds: ['image'] as const } };
    const [counted] = tasksOfAllowance(images, [image], withPrompt, NOW);
    expect(counted?.result).toEqual({ type: 'times', times: 2n, costMicro: 9n });
  });

  it('is used in the apps it is for, by their promotions', () => {
    expect(count(78n, turn, { apps: ['partner'] })).toEqual({ type: 'times', times: 2n, costMicro: 39n });
  });

  it('is priced by the sample tariff for every sample task (offer 17)', async () => {
    const tasks = await readTypicalTasks('catalogue/tasks/typical-tasks.json');
    const sample = bookOf(await readTariffFile('catalogue/tariffs/standard.json', NOW));
    const small = { amountMicro: credits(10_000_000_000_000n), scope: ANYTHING };
    const counted = tasksOfAllowance(small, tasks, sample, NOW);
    expect(counted.map(({ task, result }) => [task, result.type])).toEqual([
      ['chat-turn', 'times'],
      ['image', 'times'],
      ['voice-minute', 'times'],
      ['agent-run', 'times'],
    ]);
    expect(counted[0]?.result).toEqual({ type: 'times', times: 4_901n, costMicro: 2_040_000_000n });
  });
});
