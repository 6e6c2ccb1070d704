import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { JournalFault } from '#libs/journal/faults.js';
import { JOURNAL_FORMAT, JOURNAL_SCHEMA } from './schema.js';

/** `synchronous` as SQLite answers it. */
const SYNCHRONOUS_FULL = 2;

/** Measured: with 8 KiB pages a commit of random keys costs a quarter less than with 4 KiB. */
const PAGE_BYTES = 8_192;
/** Pages kept in memory: keys are random, so an insert touches random pages. */
const CACHE_KIB = 256 * 1024;
/** Size of the write-ahead log before it is copied back: rarer copying writes a hot page once instead of many times. */
const WAL_PAGES = (128 * 1024 * 1024) / PAGE_BYTES;

/** The one writable connection: every commit is on disk before it is answered. Creates the journal if there is none. */
export function openForWriting(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA page_size = ${PAGE_BYTES};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA recursive_triggers = ON;
    PRAGMA busy_timeout = 5000;
    PRAGMA cache_size = -${CACHE_KIB};
    PRAGMA wal_autocheckpoint = ${WAL_PAGES};
  `);
  assertDurable(database);
  createIfEmpty(database);
  assertFormat(database);
  return database;
}

/** For projectors and auditors, beside the writer. */
export function openForReading(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true });
  database.exec('PRAGMA busy_timeout = 5000;');
  assertFormat(database);
  return database;
}

/** A database that answered another mode than it was told would lose commits on power loss. */
function assertDurable(database: DatabaseSync): void {
  const synchronous = Number(database.prepare('PRAGMA synchronous').get()!['synchronous']);
  const mode = String(database.prepare('PRAGMA journal_mode').get()!['journal_mode']);
  if (synchronous !== SYNCHRONOUS_FULL || mode !== 'wal') {
    throw new JournalFault(
      'not_durable',
      `the database answers synchronous=${synchronous}, journal_mode=${mode}`,
      false,
    );
  }
}

function createIfEmpty(database: DatabaseSync): void {
  const tables = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'journal'").get()!;
  if (tables['n'] !== 0) return;
  database.exec('BEGIN IMMEDIATE');
  database.exec(JOURNAL_SCHEMA);
  database.prepare('INSERT INTO journal (ledger_id, format) VALUES (?, ?)').run(randomUUID(), JOURNAL_FORMAT);
  database.exec('COMMIT');
}

function assertFormat(database: DatabaseSync): void {
  const { format } = database.prepare('SELECT format FROM journal').get()!;
  if (format !== JOURNAL_FORMAT) {
    const problem = `this journal has format ${String(format)}, this version reads format ${JOURNAL_FORMAT}`;
    throw new JournalFault('journal_format_unknown', problem, false);
  }
}

export function ledgerIdOf(database: DatabaseSync): string {
  return String(database.prepare('SELECT ledger_id FROM journal').get()!['ledger_id']);
}
