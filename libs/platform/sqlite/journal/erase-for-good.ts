import type { DatabaseSync } from 'node:sqlite';

/**
 * Deletes so that no bytes of it stay behind in pages that are free (rule 38). Only for what must be gone: every page
 * that is left is written once more.
 */
export function eraseForGood<Answer>(database: DatabaseSync, erase: () => Answer): Answer {
  database.exec('PRAGMA secure_delete = ON');
  try {
    return erase();
  } finally {
    database.exec('PRAGMA secure_delete = OFF');
  }
}

/**
 * Empties the write-ahead log: pages that were overwritten since would stay in it, as they were, until it is full. Where
 * somebody reads for long it is left for the next time, since the whole ledger would wait for them.
 */
export function emptyLog(database: DatabaseSync): void {
  const { timeout } = database.prepare('PRAGMA busy_timeout').get()!;
  database.exec('PRAGMA busy_timeout = 0');
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    database.exec(`PRAGMA busy_timeout = ${Number(timeout)}`);
  }
}
