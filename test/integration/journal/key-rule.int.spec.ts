import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { QueuedJournalWriter } from '#libs/journal/application/queued-writer.js';
import { ConcurrencyExhausted, JournalFault } from '#libs/journal/faults.js';
import { InMemoryEventStore } from '../../support/journal/in-memory-event-store.js';
import { anyTally, countJob, tallyCodec } from '../../support/journal/tally.js';

interface Options {
  readonly covered?: () => number;
  readonly cachedStreams?: number;
  readonly clock?: () => number;
  readonly onStoreLost?: (fault: JournalFault) => void;
}

function writerOn(eventStore: InMemoryEventStore, options: Options = {}): QueuedJournalWriter {
  return new QueuedJournalWriter({
    eventStore,
    keyIndex: eventStore.keyIndex(options.covered ?? (() => Number.MAX_SAFE_INTEGER)),
    codec: tallyCodec,
    aggregates: [anyTally],
    clock: options.clock ?? (() => 1_000),
    cachedStreams: options.cachedStreams ?? 100,
    ...(options.onStoreLost && { onStoreLost: options.onStoreLost }),
  });
}

async function count(writer: QueuedJournalWriter, id: string, key: string, content?: string): Promise<string> {
  return (await writer.submit(countJob(id, key, content))).result;
}

describe('the key rule', () => {
  it('counts a key once while the index is frozen: the tail knows', async () => {
    const store = new InMemoryEventStore();
    const writer = writerOn(store, { covered: () => 0 });
    expect(await count(writer, 'a', 'k1')).toBe('counted');
    expect(await count(writer, 'a', 'k1')).toBe('duplicate');
    expect(await count(writer, 'a', 'k1', 'other')).toBe('conflict');
    expect(store.revision('tally-a')).toBe(0);
  });

  it('reads the keys the index does not cover when it loads a stream', async () => {
    const store = new InMemoryEventStore();
    await count(writerOn(store), 'a', 'k1');
    const later = writerOn(store, { covered: () => 0 });
    expect(await count(later, 'a', 'k1')).toBe('duplicate');
  });

  it('still knows a key after the index advanced past it and the tail was trimmed', async () => {
    const store = new InMemoryEventStore();
    let covered = 0;
    const writer = writerOn(store, { covered: () => covered });
    for (const key of ['k1', 'k2', 'k3']) await count(writer, 'a', key);
    for (covered = 0; covered <= 3; covered++) {
      for (const key of ['k1', 'k2', 'k3']) expect(await count(writer, 'a', key)).toBe('duplicate');
    }
  });

  it('reads the keys anew when the index falls back behind the tail (fail-over, restore)', async () => {
    const store = new InMemoryEventStore();
    let covered = 0;
    const writer = writerOn(store, { covered: () => covered });
    for (const key of ['k1', 'k2', 'k3']) await count(writer, 'a', key);
    covered = 3;
    expect(await count(writer, 'a', 'k4')).toBe('counted');
    covered = 1;
    for (const key of ['k1', 'k2', 'k3', 'k4']) expect(await count(writer, 'a', key)).toBe('duplicate');
  });

  it('decides again on fresh state when another writer came first, and sees its keys', async () => {
    const store = new InMemoryEventStore();
    const writer = writerOn(store, { covered: () => 0 });
    const rival = writerOn(store, { covered: () => 0 });
    await count(writer, 'a', 'k0');
    let beaten = false;
    store.beforeAppend = async () => {
      if (beaten) return;
      beaten = true;
      await count(rival, 'a', 'k1');
    };
    expect(await count(writer, 'a', 'k1')).toBe('duplicate');
    expect(store.revision('tally-a')).toBe(1);
  });

  it('sends the same bytes again after an unknown outcome, and takes the conflict with itself for what it is', async () => {
    const store = new InMemoryEventStore();
    const writer = writerOn(store);
    let lost = false;
    store.afterAppend = () => {
      if (lost) return Promise.resolve();
      lost = true;
      return Promise.reject(new JournalFault('timeout', 'no answer', true));
    };
    expect(await count(writer, 'a', 'k1')).toBe('duplicate');
    expect(store.revision('tally-a')).toBe(0);
  });

  it('ends in a typed fault when others come first at every try (K4)', async () => {
    const store = new InMemoryEventStore();
    const writer = writerOn(store);
    let rivals = 0;
    store.beforeAppend = () => {
      const records = [{ type: 'Counted', body: rivalBody((rivals += 1)), keys: [] }];
      store.appendNow([{ stream: 'tally-a', expectedRevision: store.revision('tally-a'), records }]);
      return Promise.resolve();
    };
    await expect(count(writer, 'a', 'k1')).rejects.toBeInstanceOf(ConcurrencyExhausted);
  });

  it('says that the store is lost, and does not move its state, when the append failed', async () => {
    const store = new InMemoryEventStore();
    const lost: string[] = [];
    const writer = writerOn(store, { onStoreLost: ({ code }) => lost.push(code) });
    store.beforeAppend = () => Promise.reject(new JournalFault('disk', 'full', false));
    await expect(count(writer, 'a', 'k1')).rejects.toMatchObject({ code: 'disk' });
    expect(lost).toEqual(['disk']);
    store.beforeAppend = () => Promise.resolve();
    expect(await count(writer, 'a', 'k1')).toBe('counted');
  });

  it('lets a job that throws fail alone, not those it shares a commit with', async () => {
    const store = new InMemoryEventStore();
    const writer = writerOn(store);
    const broken = { ...countJob('a', 'k0'), decide: () => fail() };
    const outcomes = await Promise.allSettled([
      writer.submit(countJob('a', 'k1')),
      writer.submit(broken),
      writer.submit(countJob('a', 'k2')),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(store.revision('tally-a')).toBe(1);
  });

  it('records time that never runs backwards within a stream (rule 11)', async () => {
    const store = new InMemoryEventStore();
    let now = 5_000;
    const writer = writerOn(store, { clock: () => now });
    await count(writer, 'a', 'k1');
    now = 4_000;
    await count(writer, 'a', 'k2');
    now = 6_000;
    await count(writer, 'a', 'k3');
    const records = await store.readStream('tally-a', 0, 10);
    expect(records.map(({ type, body }) => tallyCodec.decode(type, body).meta.recordedAt)).toEqual([
      5_000, 5_000, 6_000,
    ]);
  });

  it('refuses new work after it was closed, and finishes the old', async () => {
    const writer = writerOn(new InMemoryEventStore());
    const pending = count(writer, 'a', 'k1');
    await writer.close();
    expect(await pending).toBe('counted');
    await expect(count(writer, 'a', 'k2')).rejects.toThrow(/shutting down/);
  });

  it('counts every key exactly once for any traffic, lag, cache size and number of writers', async () => {
    const steps = fc.array(
      fc.record({
        writer: fc.nat({ max: 2 }),
        key: fc.nat({ max: 12 }),
        lag: fc.nat({ max: 8 }),
        together: fc.boolean(),
      }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 3, max: 6 }), async (traffic, cachedStreams) => {
        const store = new InMemoryEventStore();
        let lag = 0;
        let head = 0;
        const covered = (): number => Math.max(0, head - lag);
        const writers = [0, 1, 2].map(() => writerOn(store, { covered, cachedStreams }));
        const answers: Promise<string>[] = [];
        for (const step of traffic) {
          head = await store.head();
          lag = step.lag;
          // A key belongs to one account, as a metering event does.
          const answer = count(writers[step.writer]!, `${step.key % 5}`, `k${step.key}`);
          answers.push(answer);
          if (!step.together) await answer;
        }
        await Promise.all(answers);
        expect(await store.head()).toBe(new Set(traffic.map(({ key }) => key)).size);
      }),
      { numRuns: 200 },
    );
  });
});

function fail(): never {
  throw new Error('a fault in this job');
}

function rivalBody(at: number): Uint8Array {
  return Buffer.from(
    JSON.stringify({
      event: { type: 'Counted', data: { key: `rival${at}`, content: 'same' } },
      meta: { recordedAt: 1, receivedAt: 1, actor: 'rival', cause: { type: 'intake', source: 'rival', offset: at } },
    }),
  );
}
