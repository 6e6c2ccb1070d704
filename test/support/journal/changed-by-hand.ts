import { DatabaseSync } from 'node:sqlite';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { NO_STREAM } from '#libs/journal/contract.js';
import type { IntegrityFault, IntegrityOptions, JournalHead } from '#libs/journal/ports/journal-integrity.port.js';
import { openReadOnlyJournal, openWritableJournal, type WritableJournal } from '#libs/platform/sqlite/journal/index.js';

/** Somebody with the file and the schema at hand. */
export function byHand(path: string, sql: string): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  database.function('flipped', (bytes) => {
    const changed = Buffer.from(bytes as Uint8Array);
    changed[changed.length - 1]! ^= 1;
    return changed;
  });
  const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${String(name)}`);
  database.exec(sql);
  database.close();
}

async function found(path: string, options?: IntegrityOptions): Promise<readonly IntegrityFault[]> {
  const journal = openReadOnlyJournal(path, createLedgerCodec());
  const faults: IntegrityFault[] = [];
  for await (const fault of journal.integrity.check(options)) faults.push(fault);
  journal.close();
  return faults;
}

export async function check(path: string, options?: IntegrityOptions): Promise<readonly string[]> {
  const faults = await found(path, options);
  return faults.map(({ kind, firstPosition, lastPosition }) => `${kind} ${firstPosition}-${lastPosition}`);
}

export async function sentences(path: string): Promise<readonly string[]> {
  return (await found(path)).map(({ sentence }) => sentence);
}

export async function headOf(path: string): Promise<JournalHead> {
  const journal = openReadOnlyJournal(path, createLedgerCodec());
  const head = await journal.integrity.head();
  journal.close();
  return head;
}

/** A commit of rows, one of segments, one of a single row; outcomes of a source beside them. */
export async function fill(path: string, text = 'body '): Promise<void> {
  const journal = openWritableJournal(path);
  const facts = {
    ...{ refused: [], held: [], released: [], heldAgain: [], replayed: [], commandRefusals: [] },
    progress: [{ source: 'file:x', nextOffset: 2, lastOffset: 1, lastDigest: 'd' }],
    ranges: [{ source: 'file:x', offsets: [0, 1], outcomes: ['charged', 'charged'] as const }],
  };
  const noted = (body: string, count: number) =>
    Array.from({ length: count }, (_, at) => ({
      type: 'Noted',
      body: Buffer.from(`${body}${at}`),
      keys: at === 0 ? [{ key: keyOf(body), content: keyOf('content') }] : [],
    }));
  const first = [0, 1, 2].map((at) => ({
    stream: `account-${at}`,
    expectedRevision: NO_STREAM,
    records: noted(`${text}${at}`, 1),
  }));
  await journal.eventStore.append(first, facts);
  const many = Array.from({ length: 10 }, (_, at) => ({
    stream: `account-${at}`,
    expectedRevision: at < 3 ? 0 : NO_STREAM,
    records: noted(`${text}many ${at}`, 40),
  }));
  await journal.eventStore.append(many);
  await appendTo(journal, 1);
  journal.close();
}

function keyOf(text: string): string {
  return Buffer.from(text.padEnd(16).slice(-16)).toString('hex');
}

export async function append(path: string, count: number): Promise<void> {
  const journal = openWritableJournal(path);
  await appendTo(journal, count);
  journal.close();
}

export async function appendTo({ eventStore }: WritableJournal, count: number): Promise<void> {
  const stored = await eventStore.readStream('account-0', 0, 1_000);
  const records = Array.from({ length: count }, () => ({ type: 'Noted', body: Buffer.from('one more'), keys: [] }));
  await eventStore.append([{ stream: 'account-0', expectedRevision: stored.length - 1, records }]);
}

export function deleteCommit(first: number, last: number): string {
  const between = `BETWEEN ${first} AND ${last}`;
  return `DELETE FROM records WHERE position ${between}; DELETE FROM segments WHERE last_position ${between};
    DELETE FROM segment_streams WHERE segment ${between}; DELETE FROM commits WHERE last_position ${between}`;
}
