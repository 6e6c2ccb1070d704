import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '#libs/journal/contract.js';
import { QueuedJournalWriter } from '#libs/journal/application/queued-writer.js';
import type { KeyIndexPort } from '#libs/journal/ports/key-index.port.js';
import type { AppendFate } from '../../support/eventstore/faults.js';
import { storeOnTheWire, type StoreOnTheWire } from '../../support/eventstore/store-on-the-wire.js';
import { anyTally, countJob, tallyCodec } from '../../support/journal/tally.js';

/** An index that knows nothing: all keys of a stream are in the writer's tail. */
const blindIndex: KeyIndexPort = {
  lookup: () => Promise.resolve({ hits: new Map(), coverage: () => NO_STREAM }),
};

const FATES: readonly AppendFate[] = ['lost', 'stored_unanswered', 'stored_dropped', 'answered', 'stored_killed'];
const TALLIES = 3;
const KEYS = 20;

describe('two writers over EventStoreDB', () => {
  let store: StoreOnTheWire;

  beforeEach(async () => {
    store = await storeOnTheWire();
  });
  afterEach(() => store.close());

  const writer = (): QueuedJournalWriter =>
    new QueuedJournalWriter({
      eventStore: store.eventStore,
      keyIndex: blindIndex,
      codec: tallyCodec,
      aggregates: [anyTally],
      clock: () => 1_000,
      cachedStreams: 3,
    });

  it('count every key once, whatever becomes of their answers', async () => {
    const writers = [writer(), writer()];
    const revive = setInterval(() => void store.server.revive(), 50);
    const submit = async (each: QueuedJournalWriter, key: number): Promise<void> => {
      const job = countJob(`t${key % TALLIES}`, `key-${key}`);
      for (;;) if (await each.submit(job).catch(() => undefined)) return;
    };
    const keys = Array.from({ length: KEYS }, (_, at) => at);
    for (const key of keys) {
      store.server.faults.nextAppend = FATES[key % FATES.length]!;
      await Promise.all(writers.map((each) => submit(each, key)));
    }
    clearInterval(revive);
    await store.server.revive();
    await Promise.all(writers.map((each) => each.close()));
    const records = await store.eventStore.readAll(0, 10 * KEYS);
    const counted = records.map(({ type, body }) => (tallyCodec.decode(type, body).event.data as { key: string }).key);
    expect(counted.toSorted()).toEqual(keys.map((key) => `key-${key}`).toSorted());
  }, 60_000);
});
