import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { UsageCorrected } from '#libs/ledger/index.js';
import type { Correct, ReratePeriod } from '#libs/pipeline/index.js';
import { publish, rate } from '../../support/catalog/samples.js';
import { micro } from '../../support/journal/event-builders.js';
import { DAY, NOW, Workbench } from './workbench.js';

/** Credits of the input of model `m` by the versions of the book: 1, then 3 from tomorrow on. */
async function published(bench: Workbench): Promise<void> {
  await bench.price('m');
  const command = publish({ mode: 'full', effectiveFrom: NOW + DAY, rates: [rate('m', { creditsMicro: micro(3) })] });
  await bench.ledger.tariffs.publish(command, origin(bench, 'version-2'));
}

function origin(bench: Workbench, idempotencyKey: string) {
  return { client: 'operator', idempotencyKey, receivedAt: bench.now };
}

function correction(id: string, revision: number, more: Partial<Correct> = {}): Correct {
  const key = { source: 'gateway', id };
  return { type: 'Correct', account: 'a', key, revision, fault: 'operator', reason: 'wrong price', ...more };
}

function rerating(more: Partial<ReratePeriod> = {}): ReratePeriod {
  const rerate = { version: 2 };
  return { type: 'ReratePeriod', account: 'a', period: 0, fault: 'operator', reason: 'wrong list', rerate, ...more };
}

let bench: Workbench;

beforeEach(async () => {
  bench = await new Workbench().open();
  await published(bench);
  await bench.openAccount('a');
  await bench.grant('a', 100);
});

afterEach(() => bench.remove());

const correct = (command: Correct, key: string) => bench.ledger.corrections.correct(command, origin(bench, key));
const rerate = (command: ReratePeriod, key: string) =>
  bench.ledger.corrections.reratePeriod(command, origin(bench, key));

async function corrections(): Promise<readonly UsageCorrected['data'][]> {
  return (await bench.events('a')).flatMap((event) => (event.type === 'UsageCorrected' ? [event.data] : []));
}

async function remaining(): Promise<bigint> {
  const last = (await bench.events('a')).findLast(({ type }) => type === 'UsageCharged' || type === 'UsageCorrected');
  return last?.type === 'UsageCharged' || last?.type === 'UsageCorrected' ? last.data.remainingAfterMicro : 0n;
}

/** Where the debit of a usage stands. */
async function debitOf(id: string): Promise<number> {
  const records = await bench.records('a');
  return records.find(({ event }) => event.type === 'UsageCharged' && event.data.usage.id === id)!.revision;
}

describe('a correction of one usage (rule 27)', () => {
  it('C1: has one effect under its key, and the same answer again', async () => {
    await bench.feed(0, { id: 'call', input: 10 });
    const command = correction('call', await debitOf('call'));
    const first = await correct(command, 'k');
    const again = await correct(command, 'k');
    expect(first).toMatchObject({ type: 'accepted', replayed: false, event: { data: { totalMicro: 0n } } });
    expect(again).toMatchObject({
      type: 'accepted',
      replayed: true,
      revision: (first as { revision: number }).revision,
    });
    expect(await corrections()).toHaveLength(1);
    expect(await remaining()).toBe(100n);
  });

  it('C1: under a new key it is stale, for the fact it names has been corrected', async () => {
    await bench.feed(0, { id: 'call', input: 10 });
    const command = correction('call', await debitOf('call'));
    await correct(command, 'k-1');
    expect(await correct(command, 'k-2')).toMatchObject({ rejection: { code: 'correction_stale' } });
  });

  it('C1: of many at once that name the same fact one has its effect', async () => {
    await bench.feed(0, { id: 'call', input: 10 });
    const command = correction('call', await debitOf('call'));
    const answers = await Promise.all(['k-1', 'k-2', 'k-3', 'k-4'].map((key) => correct(command, key)));
    expect(answers.filter(({ type }) => type === 'accepted')).toHaveLength(1);
    expect(await remaining()).toBe(100n);
  });

  it('prices the usage again by a named version, and follows the chain of its corrections', async () => {
    await bench.feed(0, { id: 'call', input: 10 });
    const dearer = await correct(correction('call', await debitOf('call'), { rerate: { version: 2 } }), 'k-1');
    expect(dearer).toMatchObject({ event: { data: { totalMicro: 30n, deltaMicro: 20n, tariffs: [{ version: 2 }] } } });
    const revision = (dearer as { revision: number }).revision;
    await bench.reopen();
    const back = await correct(correction('call', revision, { rerate: {} }), 'k-2');
    expect(back).toMatchObject({ event: { data: { totalMicro: 10n, deltaMicro: -20n, correction: 2 } } });
    expect(await remaining()).toBe(90n);
    const third = correction('call', (back as { revision: number }).revision);
    expect(await correct(third, 'k-3')).toMatchObject({ event: { data: { totalMicro: 0n, correction: 3 } } });
  });

  it('is refused by its rule where there is no such usage, version or rate', async () => {
    await bench.feed(0, { id: 'call', input: 10 });
    const revision = await debitOf('call');
    const code = async (command: Correct, key: string) => {
      const answer = await correct(command, key);
      return answer.type === 'rejected' && answer.rejection.code;
    };
    expect(await code(correction('other', revision), 'k-1')).toBe('usage_unknown');
    expect(await code(correction('call', revision, { account: 'nobody' }), 'k-2')).toBe('account_unknown');
    expect(await code(correction('call', revision, { rerate: { version: 9 } }), 'k-3')).toBe('tariff_version_unknown');
    expect(await code(correction('call', revision, { rerate: { tariffBook: 'none' } }), 'k-4')).toBe('rerate_unpriced');
    expect(await code(correction('call', revision, { rerate: {} }), 'k-5')).toBe('correction_without_effect');
  });
});

describe('a re-rate of a period (rule 29)', () => {
  const period = 1;

  it('corrects every usage booked on it, and nothing else; what was reversed stays reversed', async () => {
    await bench.feed(0, { id: 'october', input: 1, occurredAt: NOW - 20 * DAY });
    await bench.feed(1, { id: 'one', input: 10 }, { id: 'two', input: 20 }, { id: 'reversed', input: 5 });
    await correct(correction('reversed', await debitOf('reversed')), 'reversal');

    const answer = await rerate(rerating({ period: 0 }), 'k');

    expect(answer).toMatchObject({ type: 'accepted', usages: 4, corrected: 3, unpriced: 0, deltaMicro: 62n });
    expect(await remaining()).toBe(100n - 93n);
    expect(await rerate(rerating({ period }), 'other')).toMatchObject({ rejection: { code: 'period_unknown' } });
  });

  it('C1: repeated with its key changes nothing and says the same', async () => {
    await bench.feed(0, { id: 'one', input: 10 }, { id: 'two', input: 20 });
    const first = await rerate(rerating(), 'k');
    const second = await rerate(rerating(), 'k');
    expect(first).toMatchObject({ corrected: 2, deltaMicro: 60n, replayed: false });
    expect(second).toMatchObject({ corrected: 2, deltaMicro: 60n, replayed: true });
    expect(await rerate(rerating({ reason: 'another' }), 'k')).toMatchObject({
      rejection: { code: 'idempotency_key_reused' },
    });
  });

  it('C1: retried while the first is under way it takes nothing up that the first has completed', async () => {
    await bench.feed(0, { id: 'one', input: 10 });
    bench.comesBeforeNextRead(async () => {
      await rerate(rerating(), 'k');
      await bench.feed(1, { id: 'two', input: 20 });
    });
    expect(await rerate(rerating(), 'k')).toMatchObject({ type: 'accepted', usages: 2, corrected: 1, deltaMicro: 20n });
    expect((await corrections()).map(({ id }) => id)).toEqual(['one']);
  });

  it('L5: cut short it goes on where it ended, and in the end each usage is corrected once', async () => {
    const many = Array.from({ length: 150 }, (_, at) => ({ id: `call-${at}`, input: 1 }));
    await bench.feed(0, ...many);
    bench.failAppendsAfter(2);
    await expect(rerate(rerating(), 'k')).rejects.toThrow('the disk is gone');
    await bench.reopen();
    expect(await corrections()).toHaveLength(100);

    expect(await rerate(rerating(), 'k')).toMatchObject({ corrected: 150, deltaMicro: 300n });

    const all = await corrections();
    expect(new Set(all.map(({ id }) => id)).size).toBe(150);
    const causes = (await bench.records('a')).filter(({ event }) => event.type === 'UsageCorrected');
    expect(causes.map(({ meta }) => meta.cause.type).filter((type) => type === 'command')).toHaveLength(1);
    expect(causes.at(-1)!.meta.cause.type).toBe('command');
  });

  it('by the tariff now in force prices what an addition prices meanwhile', async () => {
    await bench.feed(0, { id: 'one', input: 10 });
    expect(await rerate(rerating({ rerate: {} }), 'k')).toMatchObject({ usages: 1, corrected: 0, deltaMicro: 0n });
    expect(await rerate(rerating({ rerate: { version: 7 } }), 'v')).toMatchObject({
      rejection: { code: 'tariff_version_unknown' },
    });
    expect(await rerate(rerating({ account: 'nobody' }), 'a')).toMatchObject({
      rejection: { code: 'account_unknown' },
    });
  });
});
