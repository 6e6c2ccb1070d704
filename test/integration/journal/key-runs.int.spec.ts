import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { NO_STREAM, type KeyUse } from '#libs/journal/contract.js';
import { openReadOnlyJournal, openWritableJournal, type WritableJournal } from '#libs/platform/sqlite/journal/index.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';

const STREAM = 'account-a';
const COMMIT_KEYS = 50_000;

describe('keys of large commits', () => {
  let folder: TemporaryFolder;
  let path: string;
  let journal: WritableJournal;
  let revision: number;

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'ledger.db');
    journal = openWritableJournal(path);
    revision = NO_STREAM;
  });
  afterEach(() => {
    journal.close();
    folder.remove();
  });

  /** One record that uses up keys number `from` … `from + count - 1`. */
  const use = async (from: number, count: number): Promise<void> => {
    const keys = Array.from({ length: count }, (_, at) => keyUse(from + at));
    const records = [{ type: 'Noted', body: Buffer.from('a'), keys }];
    await journal.eventStore.append([{ stream: STREAM, expectedRevision: revision, records }]);
    revision += 1;
  };
  const placeOf = async (number: number) => {
    const { key } = keyUse(number);
    return (await journal.keyIndex.lookup([key], [STREAM])).hits.get(key);
  };
  const placed = (number: number, at: number) => ({ stream: STREAM, revision: at, content: keyUse(number).content });

  it('are found at once, after a restart, and when many runs have gone into the index', async () => {
    for (let commit = 0; commit < 4; commit += 1) {
      await use(commit * COMMIT_KEYS, COMMIT_KEYS);
      for (const number of [0, 777]) {
        expect(await placeOf(commit * COMMIT_KEYS + number)).toEqual(placed(commit * COMMIT_KEYS + number, commit));
      }
    }
    journal.close();
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('SELECT count(*) AS n FROM keys').get()).toEqual({ n: 2 * COMMIT_KEYS });
    expect(database.prepare('SELECT count(*) AS n FROM key_runs').get()).toEqual({ n: 2 });
    database.close();
    journal = openWritableJournal(path);
    for (let commit = 0; commit < 4; commit += 1) {
      expect(await placeOf(commit * COMMIT_KEYS + 5)).toEqual(placed(commit * COMMIT_KEYS + 5, commit));
    }
    expect(await placeOf(4 * COMMIT_KEYS)).toBeUndefined();
  });

  it('are found on a read-only connection that was opened before', async () => {
    const beside = openReadOnlyJournal(path, createLedgerCodec());
    for (let commit = 0; commit < 4; commit += 1) {
      await use(commit * COMMIT_KEYS, COMMIT_KEYS);
      expect(await beside.reader.findKey(keyUse(9).key)).toEqual(placed(9, 0));
      expect(await beside.reader.findKey(keyUse(commit * COMMIT_KEYS).key)).toEqual(
        placed(commit * COMMIT_KEYS, commit),
      );
    }
    beside.close();
  });

  it.each([
    ['in a run', 300, 5],
    ['in the index', 10, 5],
    ['twice in one commit', 0, 299],
  ])('are refused where one was used before: %s', async (_, usedBefore, again) => {
    if (usedBefore > 0) await use(0, usedBefore);
    const keys = [...Array.from({ length: 300 }, (_unused, at) => keyUse(1_000 + at)), keyUse(again), keyUse(299)];
    await journal.keyIndex.lookup([keyUse(1_000).key], [STREAM]);
    const records = [{ type: 'Noted', body: Buffer.from('a'), keys: usedBefore > 0 ? keys.slice(0, -1) : keys }];
    await expect(
      journal.eventStore.append([{ stream: STREAM, expectedRevision: revision, records }]),
    ).rejects.toMatchObject({ code: 'ledger_write_failed' });
    journal.close();
    journal = openWritableJournal(path);
    expect(await journal.eventStore.head()).toBe(usedBefore > 0 ? 1 : 0);
  });
});

function keyUse(number: number): KeyUse {
  const hash = createHash('sha256').update(`${number}`).digest('hex');
  return { key: hash.slice(0, 32), content: hash.slice(32) };
}
