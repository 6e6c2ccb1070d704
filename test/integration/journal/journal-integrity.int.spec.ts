import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import type { IntegrityOptions } from '#libs/journal/ports/journal-integrity.port.js';
import { CommitDigest, packChecksums } from '#libs/platform/sqlite/journal/commit-digest.js';
import { openReadOnlyJournal, openWritableJournal } from '#libs/platform/sqlite/journal/index.js';
import {
  append,
  appendTo,
  byHand,
  check,
  deleteCommit,
  fill,
  headOf,
  sentences,
} from '../../support/journal/changed-by-hand.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';

describe('a journal that was changed by hand', () => {
  let folder: TemporaryFolder;
  let path: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    path = join(folder.path, 'ledger.db');
    await fill(path);
  });
  afterEach(() => folder.remove());

  /** What a hand does that knows of the triggers, and what the check says of it: `kind first-last`. */
  const after = async (sql: string, options?: IntegrityOptions): Promise<readonly string[]> => {
    byHand(path, sql);
    return check(path, options);
  };

  it('is spoken of by every fault and by no other: one that was not is whole', async () => {
    expect(await check(path)).toEqual([]);
  });

  it.each([
    ['a body', "UPDATE records SET body = x'00' WHERE position = 2"],
    ['one bit of it', 'UPDATE records SET body = flipped(body) WHERE position = 2'],
    ['its type', "UPDATE records SET type = 'Seen' WHERE position = 2"],
    ['its place in the stream', 'UPDATE records SET revision = 77 WHERE position = 2'],
    ['its stream', 'UPDATE records SET stream_no = 3, revision = 99 WHERE position = 2'],
  ])('H2: names the record of which %s is another', async (_, sql) => {
    expect(await after(sql)).toEqual(['record_changed 2-2']);
  });

  it('H2: names it by stream and revision too', async () => {
    byHand(path, "UPDATE records SET body = x'00' WHERE position = 2");
    expect(await sentences(path)).toEqual(['Record 2 (account-1@0, Noted) is not what was committed.']);
  });

  it.each([
    ['a byte', 'UPDATE segments SET records = flipped(records) WHERE last_position = 67'],
    ['where it begins', 'UPDATE segments SET first_position = 5 WHERE last_position = 67'],
  ])('H2: names the records of a segment of which %s is another', async (_, sql) => {
    expect(await after(sql)).toEqual(['record_changed 4-67']);
  });

  it('H2: finds the name of a stream that is another, though no record was touched', async () => {
    expect(await after("UPDATE streams SET name = 'account-nobody' WHERE name = 'account-2'")).toEqual([
      'commit_changed 1-3',
    ]);
    expect((await sentences(path))[0]).toContain('account-nobody');
  });

  it('H11: fails for a changed record though its checksum was made to fit', async () => {
    const record = { position: 404, streamNo: 1, revision: 41, type: 'Noted', body: Buffer.from('forged') };
    const digest = new CommitDigest(Buffer.alloc(32), { firstPosition: 404, lastPosition: 404, firstStreamNo: 11 }, []);
    digest.addRows([record]);
    const checksums = packChecksums(digest).toString('hex');
    const forged = `UPDATE records SET body = CAST('forged' AS BLOB) WHERE position = 404;
      UPDATE commits SET checksums = x'${checksums}' WHERE last_position = 404`;
    expect(await after(forged)).toEqual(['chain_broken 404-404']);
  });

  it('H11: fails where the digests were made to fit from a commit on, but not those that follow', async () => {
    expect(await after("UPDATE commits SET digest = x'00' WHERE last_position = 403")).toEqual([
      'chain_broken 4-403',
      'chain_broken 404-404',
    ]);
  });

  it('H11: fails where the totals of a source are not the sums of its outcomes (rule 37)', async () => {
    expect(await after('UPDATE sources SET charged = charged + 1')).toEqual(['outcomes_differ 0-0']);
    expect(await sentences(path)).toEqual(['file:x: charged: its total says 3, its outcomes 2']);
  });

  it.each([
    ['records', 'record_missing 2-2', 'DELETE FROM records WHERE position = 2'],
    ['a segment', 'record_missing 68-131', 'DELETE FROM segments WHERE last_position = 131'],
    ['a commit and its records', 'record_missing 4-403', deleteCommit(4, 403)],
    ['the commit alone', 'record_missing 4-403', 'DELETE FROM commits WHERE last_position = 403'],
    ['an entry of the index of streams', 'record_missing 43-43', 'DELETE FROM segment_streams WHERE stream_no = 1'],
  ])('H1: names what is missing: %s', async (_, fault, sql) => {
    expect((await after(sql))[0]).toBe(fault);
  });

  it('H1: finds the newest commit gone, against a head that was kept', async () => {
    const against = await headOf(path);
    expect(await after(deleteCommit(404, 404))).toEqual([]);
    expect(await check(path, { against })).toEqual(['record_missing 404-404']);
  });

  it('H10: finds an older copy in the place of the journal, against a head that was kept', async () => {
    const older = `${path}.older`;
    copyFileSync(path, older);
    await append(path, 1);
    expect(await check(older, { against: await headOf(path) })).toEqual(['record_missing 405-405']);
    expect(await check(path, { against: await headOf(older) })).toEqual([]);
  });

  it('H6: finds a history that was written anew by somebody who knows how, against a head that was kept', async () => {
    const other = join(folder.path, 'other.db');
    await fill(other, 'something else ');
    byHand(other, "UPDATE journal SET ledger_id = 'the same'");
    byHand(path, "UPDATE journal SET ledger_id = 'the same'");
    expect(await check(other, { against: await headOf(path) })).toContain('chain_broken 1-404');
  });

  it('H4: names two records whose places were swapped', async () => {
    const swap = `
      CREATE TEMP TABLE two AS SELECT * FROM records WHERE position IN (1, 3);
      DELETE FROM records WHERE position IN (1, 3);
      INSERT INTO records SELECT 4 - position, stream_no, revision, type, body FROM two`;
    expect(await after(swap)).toEqual(['record_changed 1-1', 'record_changed 3-3']);
  });

  it('H4: names what was renumbered, as missing there and as not committed here', async () => {
    expect(await after('UPDATE records SET position = 500 WHERE position = 2')).toEqual([
      'record_missing 2-2',
      'chain_broken 405-500',
    ]);
  });

  it('names what was added without a commit, behind the newest and among the others', async () => {
    const insert = (position: number) =>
      `INSERT INTO records VALUES (${position}, 1, ${position + 1000}, 'Noted', x'00')`;
    expect(await after(insert(405))).toEqual(['chain_broken 405-405']);
    expect(await after(insert(50))).toEqual(['commit_changed 4-403', 'chain_broken 405-405']);
  });

  it('names what was added in front of the first, where only readers of its stream would find it', async () => {
    const insert = (position: number) =>
      `INSERT INTO records VALUES (${position}, 1, ${position + 1000}, 'Noted', x'00')`;
    expect(await after(insert(0))).toEqual(['chain_broken 0-0']);
    expect(await after(insert(-7))).toEqual(['chain_broken -7-0']);
  });

  it('names entries of the index of streams that lead behind the newest', async () => {
    expect(await after('INSERT INTO segment_streams VALUES (1, 5000, 9000)')).toEqual(['commit_changed 1-404']);
  });

  it('H8: says what it could not read, and goes on behind it', async () => {
    expect(await after("UPDATE commits SET checksums = x'00' WHERE last_position = 3")).toEqual(['unreadable 1-3']);
  });

  it('H12: refuses every change through SQL to start with', () => {
    const database = new DatabaseSync(path);
    for (const table of ['records', 'segments', 'segment_streams', 'commits', 'streams', 'keys', 'outcome_ranges']) {
      const column = database.prepare('SELECT name FROM pragma_table_info(?) LIMIT 1').get(table)!['name'];
      expect(() => database.exec(`UPDATE ${table} SET ${String(column)} = ${String(column)}`)).toThrow(/append-only/);
      expect(() => database.exec(`DELETE FROM ${table}`)).toThrow(/append-only/);
    }
    database.close();
  });

  it('H12: is not written any further once its records and commits do not end together', async () => {
    byHand(path, 'DELETE FROM records WHERE position = 404');
    expect(() => openWritableJournal(path)).toThrow(/changed by hand/);
    expect(await check(path)).toEqual(['record_missing 404-404']);
  });

  it('is checked beside its writer, up to where it stood', async () => {
    const journal = openWritableJournal(path);
    const reading = openReadOnlyJournal(path, createLedgerCodec());
    const shown: number[] = [];
    const faults: unknown[] = [];
    for await (const fault of reading.integrity.check({ onProgress: (position) => shown.push(position) })) {
      faults.push(fault);
    }
    await appendTo(journal, 1);
    expect(faults).toEqual([]);
    expect(shown).toEqual([3, 403, 404]);
    expect(await reading.integrity.head()).toMatchObject({ position: 405 });
    reading.close();
    journal.close();
  });

  it('is not looked at further once the check is called off', async () => {
    byHand(path, 'DELETE FROM records WHERE position = 404');
    expect(await check(path, { signal: AbortSignal.abort() })).toEqual([]);
  });
});
