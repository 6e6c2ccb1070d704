import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '#libs/journal/contract.js';
import type { StoredRecord, Subscription } from '#libs/journal/ports/event-store.port.js';
import { eventually } from '../../support/eventually.js';
import { systemEvent } from '../../support/eventstore/stored-log.js';
import { record, storeOnTheWire, textsOf, type StoreOnTheWire } from '../../support/eventstore/store-on-the-wire.js';

const STREAM = 'account-a';

describe('the feed of EventStoreDB', () => {
  let store: StoreOnTheWire;
  let subscription: Subscription | undefined;
  let next: number;
  let seen: StoredRecord[];

  beforeEach(async () => {
    store = await storeOnTheWire();
    subscription = undefined;
    next = 0;
    seen = [];
  });
  afterEach(async () => {
    await subscription?.close();
    await store.close();
  });

  /** Appends so many records, each with its number in it. */
  const append = async (count: number): Promise<void> => {
    const records = Array.from({ length: count }, (_, at) => record(`${next + at}`));
    const appends = [{ stream: STREAM, expectedRevision: next === 0 ? NO_STREAM : next - 1, records }];
    const tryOnce = () => store.eventStore.append(appends).catch(() => undefined);
    await eventually('the append is stored', async () => (await tryOnce())?.type === 'appended');
    next += count;
  };
  const follow = (after: number, onRecords?: () => Promise<void>): void => {
    subscription = store.eventStore.subscribe(after, async (records) => {
      seen.push(...records);
      await onRecords?.();
    });
  };
  const allSeen = () => eventually(`${next} records are seen`, () => seen.length >= next);
  const numbers = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);

  it('goes on by itself when the subscription alone is dropped, with nothing twice and nothing left out', async () => {
    follow(0);
    for (let round = 0; round < 5; round++) {
      await append(3);
      store.server.dropSubscriptions();
    }
    await allSeen();
    expect(textsOf(seen)).toEqual(numbers(15));
    expect(store.server.calls.subscribe).toBeGreaterThan(1);
  });

  it('goes on by itself when the server is killed and comes back', async () => {
    await append(3);
    follow(0);
    await allSeen();
    store.server.kill();
    await store.server.restart();
    await append(2);
    await allSeen();
    expect(textsOf(seen)).toEqual(numbers(5));
  });

  it('goes on by itself when a frozen server thaws', async () => {
    store.server.faults.frozen = true;
    follow(0);
    await eventually('the feed has tried again', () => store.server.calls.subscribe > 1);
    store.server.faults.frozen = false;
    await append(2);
    await allSeen();
    expect(textsOf(seen)).toEqual(numbers(2));
  });

  it('is where its last callback returned, however far the server has run ahead', async () => {
    for (let round = 0; round < 5; round++) await append(100);
    let running = 0;
    let drops = 0;
    follow(0, async () => {
      expect((running += 1)).toBe(1);
      if ((drops += 1) <= 8) store.server.dropSubscriptions();
      await new Promise((resolve) => setTimeout(resolve, 20));
      running -= 1;
    });
    await allSeen();
    expect(textsOf(seen)).toEqual(numbers(500));
    await eventually('the feed came back', () => store.server.calls.subscribe > 1);
  }, 60_000);

  it('goes on after a position that was kept', async () => {
    await append(3);
    const [first] = await store.eventStore.readAll(0, 1);
    follow(first!.position);
    await eventually('two records are seen', () => seen.length === 2);
    expect(textsOf(seen)).toEqual(['1', '2']);
  });

  it('shows nothing of the database itself or of other programs', async () => {
    await append(1);
    store.server.log.write(
      '$stats-127.0.0.1:2113',
      Array.from({ length: 50 }, () => systemEvent('$statsCollected', {})),
    );
    store.server.log.write('$$account-a', [systemEvent('$metadata', { $acl: { $r: '$admins' } })]);
    store.server.log.write('orders-1', [systemEvent('OrderPlaced', {})]);
    store.server.log.write('accounts', [systemEvent('Counted', {})]);
    const head = await store.eventStore.head();
    await append(1);
    follow(0);
    await allSeen();
    expect(textsOf(seen)).toEqual(['0', '1']);
    expect(head).toBe(seen[0]!.position);
    expect(textsOf(await store.eventStore.readAll(0, 2))).toEqual(['0', '1']);
    expect(await store.eventStore.readAll(seen[1]!.position, 10)).toEqual([]);
  });

  it('is over once it is closed, in the middle of trying again too', async () => {
    store.server.kill();
    follow(0);
    await subscription!.close();
    subscription = undefined;
    await store.server.restart();
    await append(1);
    expect(seen).toEqual([]);
  });
});
