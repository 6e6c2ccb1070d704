import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '#libs/journal/contract.js';
import type { NewRecord } from '#libs/journal/ports/event-store.port.js';
import { systemEvent } from '../../support/eventstore/stored-log.js';
import {
  PATIENCE_MS,
  record,
  storeOnTheWire,
  textsOf,
  type StoreOnTheWire,
} from '../../support/eventstore/store-on-the-wire.js';

const STREAM = 'account-a';

describe('an append to EventStoreDB', () => {
  let store: StoreOnTheWire;
  let facts: unknown[];

  beforeEach(async () => {
    facts = [];
    store = await storeOnTheWire({ keepFacts: (kept) => Promise.resolve(void facts.push(kept)) });
  });
  afterEach(() => store.close());

  const append = (expectedRevision: number, ...records: NewRecord[]) =>
    store.eventStore.append([{ stream: STREAM, expectedRevision, records }]);
  const bodies = async () => textsOf(await store.eventStore.readStream(STREAM, 0, 100));

  it('is answered as before when the same bytes come again, even after others followed', async () => {
    await append(NO_STREAM, record('a'), record('b'));
    await append(1, record('c'));
    expect((await append(NO_STREAM, record('a'), record('b'))).type).toBe('appended');
    expect(await bodies()).toEqual(['a', 'b', 'c']);
  });

  it('never takes other bytes at the same revision for its own', async () => {
    await append(NO_STREAM, record('a'), record('b'));
    const conflicts = [{ stream: STREAM, expected: NO_STREAM, actual: 1 }];
    expect(await append(NO_STREAM, record('a'), record('other'))).toEqual({ type: 'wrong_revision', conflicts });
    expect(await append(NO_STREAM, record('a'), record('b'), record('c'))).toEqual({
      type: 'wrong_revision',
      conflicts,
    });
    expect(await bodies()).toEqual(['a', 'b']);
  });

  it.each(['lost', 'stored_unanswered', 'stored_dropped', 'stored_killed'] as const)(
    'whose answer is missing (%s) is of unknown outcome, and is stored once when its bytes are sent again',
    async (fate) => {
      await append(NO_STREAM, record('a'));
      store.server.faults.nextAppend = fate;
      await expect(append(0, record('b'))).rejects.toMatchObject({ name: 'JournalFault', retriable: true });
      if (fate === 'stored_killed') await store.server.restart();
      expect((await append(0, record('b'))).type).toBe('appended');
      expect(await bodies()).toEqual(['a', 'b']);
    },
  );

  it('gives up on a frozen server in its own time, and works once the server does', async () => {
    store.server.faults.frozen = true;
    const begun = Date.now();
    await expect(append(NO_STREAM, record('a'))).rejects.toMatchObject({ retriable: true });
    await expect(bodies()).rejects.toMatchObject({ code: 'store_timeout', retriable: true });
    await expect(store.eventStore.head()).rejects.toMatchObject({ code: 'store_timeout', retriable: true });
    await expect(store.eventStore.readAll(0, 1)).rejects.toMatchObject({ code: 'store_timeout', retriable: true });
    expect(Date.now() - begun).toBeLessThan(10 * PATIENCE_MS);
    store.server.faults.frozen = false;
    expect((await append(NO_STREAM, record('a'))).type).toBe('appended');
  });

  it('waits for a slow server', async () => {
    store.server.faults.appendDelayMs = PATIENCE_MS / 4;
    expect((await append(NO_STREAM, record('a'))).type).toBe('appended');
  });

  it('is retriable while the server is down, and works by itself once it is back', async () => {
    await append(NO_STREAM, record('a'));
    store.server.kill();
    await expect(append(0, record('b'))).rejects.toMatchObject({ name: 'JournalFault', retriable: true });
    await expect(bodies()).rejects.toMatchObject({ name: 'JournalFault', retriable: true });
    await store.server.restart();
    for (;;) {
      const outcome = await append(0, record('b')).catch(() => undefined);
      if (outcome !== undefined) break;
    }
    expect(await bodies()).toEqual(['a', 'b']);
  });

  it('loses to a writer that comes between, and says where the stream stands', async () => {
    await append(NO_STREAM, record('a'));
    store.server.faults.beforeNextAppend = () =>
      store.server.log.write(STREAM, [systemEvent('Noted', { bytes: '62' })]);
    expect(await append(0, record('c'))).toEqual({
      type: 'wrong_revision',
      conflicts: [{ stream: STREAM, expected: 0, actual: 1 }],
    });
  });

  it('to many streams names every stream that moved when one of them is refused, and keeps no facts', async () => {
    await store.eventStore.append([{ stream: 'account-b', expectedRevision: NO_STREAM, records: [record('b')] }]);
    const appends = ['account-b', 'account-c'].map((stream) => {
      return { stream, expectedRevision: NO_STREAM, records: [record('x'), record('y')] };
    });
    expect(await store.eventStore.append(appends, NO_FACTS)).toEqual({
      type: 'wrong_revision',
      conflicts: [
        { stream: 'account-b', expected: NO_STREAM, actual: 0 },
        { stream: 'account-c', expected: NO_STREAM, actual: 1 },
      ],
    });
    expect(facts).toEqual([]);
  });

  it('keeps the facts that came with it once every stream is stored, and not before', async () => {
    const appends = Array.from({ length: 100 }, (_, at) => {
      return { stream: `account-many.${at}`, expectedRevision: NO_STREAM, records: [record(`${at}`)] };
    });
    store.server.faults.nextAppend = 'stored_unanswered';
    await expect(store.eventStore.append(appends, NO_FACTS)).rejects.toMatchObject({ retriable: true });
    expect(facts).toEqual([]);
    await store.eventStore.append(appends, NO_FACTS);
    expect(facts).toEqual([NO_FACTS]);
    expect(await store.eventStore.readAll(0, 1_000)).toHaveLength(100);
  });

  it('never goes down the stream that all appends of the client share', async () => {
    await Promise.all([append(NO_STREAM, record('a')), store.eventStore.head()]);
    expect(store.server.calls).toMatchObject({ batchAppend: 0, features: 0 });
  });

  it('outlives the failure of a subscription beside it, which takes the connection down', async () => {
    const subscription = store.eventStore.subscribe(0, () => Promise.resolve());
    for (let at = 0; at < 20; at++) {
      store.server.dropSubscriptions();
      const again = () => append(at - 1, record(`${at}`));
      await again().catch(again).catch(again);
    }
    await subscription.close();
    expect(await bodies()).toEqual(Array.from({ length: 20 }, (_, at) => `${at}`));
  });

  it('to a stream outside of the ledger is refused: no reader would find it', async () => {
    const records = [record('a')];
    const stray = store.eventStore.append([{ stream: 'orders-1', expectedRevision: NO_STREAM, records }]);
    await expect(stray).rejects.toThrow(/category/);
  });
});

const NO_FACTS = {
  ranges: [],
  progress: [],
  refused: [],
  held: [],
  released: [],
  heldAgain: [],
  replayed: [],
  commandRefusals: [],
};
