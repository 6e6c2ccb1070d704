import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NO_STREAM } from '#libs/journal/contract.js';
import { LedgerLocked, openWritableJournal } from '#libs/platform/sqlite/journal/index.js';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { eventStoreContract } from './event-store.contract.js';

eventStoreContract('the SQLite event store', () => {
  const folder = temporaryFolder();
  return Promise.resolve({
    open: () => {
      const journal = openWritableJournal(join(folder.path, 'ledger.db'));
      return Promise.resolve({ ...journal, close: () => Promise.resolve(journal.close()) });
    },
    remove: () => Promise.resolve(folder.remove()),
  });
});

describe('the SQLite journal', () => {
  let folder: TemporaryFolder;
  let path: string;

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'ledger.db');
  });
  afterEach(() => folder.remove());

  const withRecord = async (): Promise<void> => {
    const journal = openWritableJournal(path);
    const key = { key: 'ab'.repeat(16), content: 'cd'.repeat(16) };
    const records = [{ type: 'Noted', body: Buffer.from('a'), keys: [key] }];
    await journal.eventStore.append([{ stream: 'account-a', expectedRevision: NO_STREAM, records }]);
    journal.close();
  };

  it.each([
    "UPDATE records SET body = x'00'",
    'DELETE FROM records',
    "INSERT OR REPLACE INTO records SELECT position, stream_no, revision, type, x'00' FROM records",
    'UPDATE keys SET revision = 9',
    'DELETE FROM keys',
  ])('refuses %p: what is recorded stays (H12)', async (sql) => {
    await withRecord();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA recursive_triggers = ON');
    expect(() => database.exec(sql)).toThrow(/append-only/);
    database.close();
  });

  it('keeps a second writer of the same process out', () => {
    const journal = openWritableJournal(path);
    expect(() => openWritableJournal(path)).toThrow(LedgerLocked);
    journal.close();
    openWritableJournal(path).close();
  });

  it('gives the lock back when its process is killed', async () => {
    const holder = fork(join(import.meta.dirname, '../support/journal/hold-lock.mjs'), [`${path}.lock`]);
    await once(holder, 'message');
    expect(() => openWritableJournal(path)).toThrow(/stop it first/);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    openWritableJournal(path).close();
  });

  it('refuses a journal of another format', async () => {
    await withRecord();
    const database = new DatabaseSync(path);
    database.exec('UPDATE journal SET format = 99');
    database.close();
    expect(() => openWritableJournal(path)).toThrow(/format 99/);
    // The refusal gave the lock back.
    expect(() => openWritableJournal(path)).toThrow(/format 99/);
  });

  it('stores the facts of the intake with the append or not at all', async () => {
    await withRecord();
    const journal = openWritableJournal(path);
    const progress = [{ source: 'file:x', nextOffset: 1, lastOffset: 0, lastDigest: 'd' }];
    const facts = {
      ...NO_FACTS,
      progress,
      ranges: [{ source: 'file:x', offsets: [0], outcomes: ['charged' as const] }],
    };
    const records = [{ type: 'Noted', body: Buffer.from('b'), keys: [] }];
    await journal.eventStore.append([{ stream: 'account-a', expectedRevision: 7, records }], facts);
    expect(await journal.intakeRecords.progress('file:x')).toBeUndefined();
    await journal.eventStore.append([{ stream: 'account-a', expectedRevision: 0, records }], facts);
    expect((await journal.intakeRecords.progress('file:x'))?.nextOffset).toBe(1);
    expect((await journal.intakeRecords.outcomes('file:x', 0, 10)).charged).toBe(1);
    journal.close();
  });

  it('keeps totals that equal the outcomes of all its ranges (rule 37)', async () => {
    const journal = openWritableJournal(path);
    const batches = [
      { offsets: [0, 1, 2], outcomes: ['charged', 'held', 'charged'] },
      { offsets: [5, 7], outcomes: ['rejected', 'conflict'] },
      { offsets: [8], outcomes: ['duplicate'] },
    ] as const;
    for (const { offsets, outcomes } of batches) {
      const last = offsets.at(-1)!;
      const progress = [{ source: 'file:x', nextOffset: last + 1, lastOffset: last, lastDigest: 'd' }];
      await journal.eventStore.append([], { ...NO_FACTS, progress, ranges: [{ source: 'file:x', offsets, outcomes }] });
    }
    const counts = { charged: 2, duplicate: 1, conflict: 1, rejected: 1, held: 1 };
    expect(await journal.intakeRecords.totals()).toEqual([{ source: 'file:x', nextOffset: 9, received: 6, counts }]);
    expect(await journal.intakeRecords.outcomes('file:x', 0, 9)).toEqual(counts);
    expect(await journal.intakeRecords.outcomes('file:x', 1, 6)).toMatchObject({ charged: 1, held: 1, rejected: 1 });
    journal.close();
  });

  it('forgets refusals of commands once they are too old to be answered from memory (rule 9)', async () => {
    const journal = openWritableJournal(path);
    const refusal = { input: 'cd'.repeat(16), rejection: '{}', refusedAt: 1_000 };
    const keys = ['ab'.repeat(16), 'ef'.repeat(16)];
    const commandRefusals = keys.map((key, at) => ({ ...refusal, key, refusedAt: 1_000 * (at + 1) }));
    await journal.eventStore.append([], { ...NO_FACTS, commandRefusals });
    expect(await journal.intakeRecords.forgetCommandRefusals(2_000)).toBe(1);
    expect(await journal.intakeRecords.commandRefusal(keys[0]!, 0)).toBeUndefined();
    expect(await journal.intakeRecords.commandRefusal(keys[1]!, 0)).toMatchObject({ refusedAt: 2_000 });
    journal.close();
  });

  it('writes nothing any more after a write failed', async () => {
    await withRecord();
    const journal = openWritableJournal(path);
    const key = { key: 'ab'.repeat(16), content: 'ee'.repeat(16) };
    const reused = [{ type: 'Noted', body: Buffer.from('b'), keys: [key] }];
    const append = (records: typeof reused) =>
      journal.eventStore.append([{ stream: 'account-a', expectedRevision: 0, records }]);
    await expect(append(reused)).rejects.toMatchObject({ code: 'ledger_write_failed', retriable: false });
    await expect(append([{ ...reused[0]!, keys: [] }])).rejects.toMatchObject({ code: 'ledger_write_failed' });
    journal.close();
    const reopened = openWritableJournal(path);
    expect(await reopened.eventStore.head()).toBe(1);
    reopened.close();
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
