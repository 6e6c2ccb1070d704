import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '#libs/journal/contract.js';
import type { StoredRecord } from '#libs/journal/ports/event-store.port.js';
import { openWritableJournal, type WritableJournal } from '#libs/platform/sqlite/journal/index.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';

/** Records per commit: rows and segments by turns. */
const COMMITS = [3, 400, 1, 300, 700, 2];

describe('records of large commits', () => {
  let folder: TemporaryFolder;
  let path: string;
  let journal: WritableJournal;
  let expected: readonly StoredRecord[];

  beforeEach(async () => {
    folder = temporaryFolder();
    path = join(folder.path, 'ledger.db');
    journal = openWritableJournal(path);
    expected = await fill(journal);
  });
  afterEach(() => {
    journal.close();
    folder.remove();
  });

  const plain = (records: readonly StoredRecord[]) =>
    records.map(({ body, ...place }) => ({ ...place, body: Buffer.from(body).toString() }));

  it('are read in order of positions, from anywhere, in pages of any size', async () => {
    for (const size of [1, 63, 64, 250, 10_000]) {
      const seen: StoredRecord[] = [];
      for (let page; (page = await journal.eventStore.readAll(seen.length, size)).length > 0;) seen.push(...page);
      expect(plain(seen)).toEqual(plain(expected));
    }
  });

  it('are read by stream, from any revision on, and no more than asked', async () => {
    for (const stream of ['account-0', 'account-4', 'account-a.long']) {
      const all = plain(expected.filter((record) => record.stream === stream));
      for (const from of [0, 1, 70, all.length - 1, all.length]) {
        for (const limit of [1, 65, 10_000]) {
          const read = await journal.eventStore.readStream(stream, from, limit);
          expect(plain(read)).toEqual(all.slice(from, from + limit));
        }
      }
    }
  });

  it('are there after a restart, and their streams go on where they stood', async () => {
    journal.close();
    journal = openWritableJournal(path);
    expect(await journal.eventStore.head()).toBe(expected.length);
    const revision = expected.filter(({ stream }) => stream === 'account-4').length - 1;
    const append = (expectedRevision: number) =>
      journal.eventStore.append([
        { stream: 'account-4', expectedRevision, records: [{ type: 'Noted', body: Buffer.from('z'), keys: [] }] },
      ]);
    expect((await append(revision - 1)).type).toBe('wrong_revision');
    expect(await append(revision)).toEqual({ type: 'appended', lastPosition: expected.length + 1 });
  });

  it.each(['UPDATE segments SET first_position = 1', 'DELETE FROM segments', 'DELETE FROM segment_streams'])(
    'stay as they are: %p is refused (H12)',
    (sql) => {
      const database = new DatabaseSync(path);
      expect(() => database.exec(sql)).toThrow(/append-only/);
      database.close();
    },
  );
});

/** Ten streams, one of them with a body larger than a segment's other records together. */
async function fill({ eventStore }: WritableJournal): Promise<readonly StoredRecord[]> {
  const expected: StoredRecord[] = [];
  const heads = new Map<string, number>();
  for (const [commit, count] of COMMITS.entries()) {
    const appends = Array.from({ length: 10 }, (_, at) => (at === 9 ? 'account-a.long' : `account-${at}`)).flatMap(
      (stream, at) => {
        const share = Math.floor(count / 10) + (at < count % 10 ? 1 : 0);
        const expectedRevision = heads.get(stream) ?? NO_STREAM;
        const records = Array.from({ length: share }, (_, nth) => {
          const revision = expectedRevision + 1 + nth;
          const body = Buffer.from(nth === 5 ? 'x'.repeat(300_000) : `${stream}/${revision}`);
          const type = commit % 2 === nth % 2 ? 'Noted' : 'Seen';
          expected.push({ position: expected.length + 1, stream, revision, type, body });
          return { type, body, keys: [] };
        });
        heads.set(stream, expectedRevision + share);
        return share === 0 ? [] : [{ stream, expectedRevision, records }];
      },
    );
    await eventStore.append(appends);
  }
  return expected;
}
