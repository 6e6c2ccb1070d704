import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Workbench } from './workbench.js';

let bench: Workbench;

beforeEach(async () => {
  bench = await new Workbench().open();
  await bench.price('m');
  await bench.openAccount('a');
  await bench.feed(0, { id: 'call', input: 10 });
});

afterEach(() => bench.remove());

const KEY = { source: 'gateway', id: 'call' };
const resolve = () =>
  bench.command({ type: 'ResolveDispute', account: 'a', dispute: 'd', outcome: 'corrected', explanation: 'mended' });
const dispute = () =>
  bench.command({ type: 'DisputeUsage', account: 'a', dispute: 'd', key: KEY, ground: 'amount_wrong' });

async function correct(): Promise<number> {
  const debit = (await bench.records('a')).find(({ event }) => event.type === 'UsageCharged')!;
  const answer = await bench.ledger.corrections.correct(
    { type: 'Correct', account: 'a', key: KEY, revision: debit.revision, fault: 'operator', reason: 'wrong price' },
    { client: 'operator', idempotencyKey: 'correct', receivedAt: bench.now },
  );
  if (answer.type === 'rejected') throw new Error(answer.rejection.code);
  return answer.revision;
}

describe('a dispute in a ledger', () => {
  it('ends with a correction that was made since', async () => {
    await dispute();
    const correctionRevision = await correct();
    expect(await resolve()).toMatchObject({ type: 'accepted', event: { data: { correctionRevision } } });
  });

  it('never ends with a correction that came just before it, while it was on its way', async () => {
    const corrected = correct();
    // The dispute has looked for corrections, and the one that is decided first is not recorded yet.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    const [correctedAt, disputed] = await Promise.all([corrected, dispute()]);
    expect(disputed).toMatchObject({ type: 'accepted', revision: correctedAt + 1 });
    expect(await resolve()).toMatchObject({ type: 'rejected', rejection: { code: 'dispute_uncorrected' } });
  });
});
