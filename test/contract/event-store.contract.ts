import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '#libs/journal/contract.js';
import type { EventStorePort, NewRecord, StoredRecord } from '#libs/journal/ports/event-store.port.js';
import type { KeyIndexPort } from '#libs/journal/ports/key-index.port.js';
import { eventually } from '../support/eventually.js';

export interface OpenedJournal {
  readonly eventStore: EventStorePort;
  /** Where the engine keeps an index of its own. */
  readonly keyIndex?: KeyIndexPort;
  close(): Promise<void>;
}

/** A place for one journal; opening it again finds what was stored. */
export interface JournalPlace {
  open(): Promise<OpenedJournal>;
  remove(): Promise<void>;
}

export interface EngineTraits {
  /**
   * - `gapless`: 1, 2, 3 … over the whole journal, and the records of a call in the order given.
   * - `ascending`: with gaps; of a call the records of each stream are in the order given, the streams in any.
   */
  readonly positions: 'gapless' | 'ascending';
  /** Whether the engine has an index of keys with it, or one stands apart, with a suite of its own. */
  readonly keyIndex: 'within' | 'apart';
}

/** No two runs meet in one database. */
const run = randomUUID().slice(0, 8);
let unique = 0;

/** What every event store must do; each adapter runs it with its own place. Streams are fresh per test. */
export function eventStoreContract(
  adapter: string,
  makePlace: () => Promise<JournalPlace>,
  { positions, keyIndex }: EngineTraits = { positions: 'gapless', keyIndex: 'within' },
): void {
  describe(`${adapter} keeps the event store contract`, () => {
    let place: JournalPlace;
    let journal: OpenedJournal;
    let stream: string;

    beforeEach(async () => {
      place = await makePlace();
      journal = await place.open();
      stream = `account-contract.${run}.${(unique += 1)}`;
    });

    afterEach(async () => {
      await journal.close();
      await place.remove();
    });

    const append = (expectedRevision: number, ...records: NewRecord[]) =>
      journal.eventStore.append([{ stream, expectedRevision, records }]);
    const bodies = async (): Promise<string[]> =>
      (await journal.eventStore.readStream(stream, 0, 100)).map(({ body }) => Buffer.from(body).toString());

    it('gives back what was appended, byte for byte and in order', async () => {
      const body = new Uint8Array([0, 1, 2, 250, 255]);
      await append(NO_STREAM, { type: 'First', body, keys: [] }, record('b'));
      const [first, second] = await journal.eventStore.readStream(stream, 0, 10);
      expect(first).toMatchObject({ stream, revision: 0, type: 'First' });
      expect(Buffer.from(first!.body)).toEqual(Buffer.from(body));
      expect(second).toMatchObject({ stream, revision: 1, type: 'Noted' });
    });

    it('answers an unknown stream with nothing', async () => {
      expect(await journal.eventStore.readStream('account-nobody', 0, 10)).toEqual([]);
    });

    it('reads a stream from a revision on and no more than asked', async () => {
      await append(NO_STREAM, record('a'), record('b'), record('c'), record('d'));
      const part = await journal.eventStore.readStream(stream, 1, 2);
      expect(part.map(({ revision }) => revision)).toEqual([1, 2]);
    });

    it('refuses "no stream" for a stream that exists (I12) and says where it stands', async () => {
      await append(NO_STREAM, record('a'), record('b'));
      expect(await append(NO_STREAM, record('c'))).toEqual({
        type: 'wrong_revision',
        conflicts: [{ stream, expected: NO_STREAM, actual: 1 }],
      });
      expect(await bodies()).toEqual(['a', 'b']);
    });

    it.each([-1, 0, 2, 7])('refuses expected revision %p when the stream stands at 1', async (expected) => {
      await append(NO_STREAM, record('a'), record('b'));
      expect((await append(expected, record('c'))).type).toBe('wrong_revision');
      expect(await bodies()).toEqual(['a', 'b']);
    });

    it('refuses a gap in a stream that does not exist', async () => {
      expect((await append(0, record('a'))).type).toBe('wrong_revision');
    });

    it('J1: appends to many streams, each in order, under positions that grow', async () => {
      const before = await journal.eventStore.head();
      const other = `${stream}.other`;
      const outcome = await journal.eventStore.append([
        { stream, expectedRevision: NO_STREAM, records: [record('a'), record('b')] },
        { stream: other, expectedRevision: NO_STREAM, records: [record('c')] },
      ]);
      const stored = await journal.eventStore.readAll(before, 10);
      expect(stored.filter((each) => each.stream === stream).map(({ revision }) => revision)).toEqual([0, 1]);
      expect(stored.filter((each) => each.stream === other).map(({ revision }) => revision)).toEqual([0]);
      const places = stored.map(({ position }) => position);
      expect(places).toEqual([...new Set(places)].sort((left, right) => left - right));
      expect(places[0]).toBeGreaterThan(before);
      expect(outcome).toEqual({ type: 'appended', lastPosition: places.at(-1) });
      expect(await journal.eventStore.head()).toBe(places.at(-1));
    });

    it('lets exactly one of two appends at the same revision win (I5)', async () => {
      await append(NO_STREAM, record('a'));
      const outcomes = await Promise.all([append(0, record('left')), append(0, record('right'))]);
      expect(outcomes.map(({ type }) => type).sort()).toEqual(['appended', 'wrong_revision']);
      expect(await bodies()).toHaveLength(2);
    });

    it('keeps everything over a restart, and its own identity', async () => {
      await append(NO_STREAM, record('a', KEY));
      const { ledgerId } = journal.eventStore;
      await journal.close();
      journal = await place.open();
      expect(journal.eventStore.ledgerId).toBe(ledgerId);
      expect(await bodies()).toEqual(['a']);
      expect((await append(0, record('b'))).type).toBe('appended');
    });

    it('J1: pages through all records without missing or repeating one', async () => {
      const before = await journal.eventStore.head();
      await append(NO_STREAM, ...Array.from({ length: 7 }, (_, at) => record(`${at}`)));
      const seen: StoredRecord[] = [];
      for (let after = before; ; after = seen.at(-1)!.position) {
        const page = await journal.eventStore.readAll(after, 3);
        if (page.length === 0) break;
        seen.push(...page);
      }
      expect(seen.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(seen.at(-1)!.position).toBe(await journal.eventStore.head());
    });

    it('J1: delivers stored and new records to a subscriber in order, one batch at a time', async () => {
      await append(NO_STREAM, record('a'), record('b'));
      const seen: StoredRecord[] = [];
      let inside = 0;
      const subscription = journal.eventStore.subscribe(0, async (records) => {
        expect((inside += 1)).toBe(1);
        seen.push(...records);
        await Promise.resolve();
        inside -= 1;
      });
      await append(1, record('c'));
      await append(2, record('d'));
      await eventually('four records reach the subscriber', () => seen.length >= 4);
      await subscription.close();
      await append(3, record('e'));
      expect(seen.map(({ body }) => Buffer.from(body).toString())).toEqual(['a', 'b', 'c', 'd']);
    });

    if (positions === 'gapless') {
      it('J1: gives gapless positions in the order of the call', async () => {
        const before = await journal.eventStore.head();
        const other = `${stream}.other`;
        await journal.eventStore.append([
          { stream, expectedRevision: NO_STREAM, records: [record('a'), record('b')] },
          { stream: other, expectedRevision: NO_STREAM, records: [record('c')] },
        ]);
        expect((await journal.eventStore.readAll(before, 10)).map(placeOf)).toEqual([
          [before + 1, stream, 0],
          [before + 2, stream, 1],
          [before + 3, other, 0],
        ]);
      });
    }

    if (keyIndex === 'within') {
      const lookup = () => journal.keyIndex!.lookup([KEY.key], [stream]);

      it('finds a key that a record used up, with its place and content', async () => {
        await append(NO_STREAM, record('a'), record('b', KEY));
        await eventually('the key index covers the stream', async () => (await lookup()).coverage(stream) >= 1);
        expect((await lookup()).hits.get(KEY.key)).toEqual({ stream, revision: 1, content: KEY.content });
      });

      it('does not find keys of an append that was refused', async () => {
        await append(NO_STREAM, record('a'));
        await append(NO_STREAM, record('b', KEY));
        expect((await lookup()).hits.size).toBe(0);
      });
    }
  });
}

const KEY = { key: 'ab'.repeat(16), content: 'cd'.repeat(16) };

function record(body: string, ...keys: NewRecord['keys']): NewRecord {
  return { type: 'Noted', body: Buffer.from(body), keys };
}

function placeOf({ position, stream, revision }: StoredRecord): readonly [number, string, number] {
  return [position, stream, revision];
}
