import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Another process writes to this journal. */
export class LedgerLocked extends Error {
  override readonly name = 'LedgerLocked';
  readonly code = 'ledger_locked';
}

export interface SingleWriterLock {
  release(): void;
}

/**
 * Keeps a second writer out for as long as this process lives. The lock is a file lock SQLite takes on a file of its own,
 * so the operating system gives it back however the process ends.
 */
export function lockForWriting(path: string): SingleWriterLock {
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (cause) {
    database.close();
    throw new LedgerLocked(
      `another process is writing to this ledger (${path} is locked): stop it first, or send your request to it over HTTP`,
      { cause },
    );
  }
  return { release: () => database.close() };
}
