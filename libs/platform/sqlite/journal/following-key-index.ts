import type { DatabaseSync } from 'node:sqlite';
import type { Fingerprint } from '#libs/kernel/index.js';
import type { KeyIndexPort, KeyLookup } from '#libs/journal/ports/key-index.port.js';
import { KeyRuns } from './key-runs.js';
import { SqliteKeyIndex } from './sqlite-key-index.js';

/** The key index on a read-only connection, beside the writer that moves it on. */
export class FollowingKeyIndex implements KeyIndexPort {
  private readonly runs: KeyRuns;
  private readonly index: SqliteKeyIndex;

  constructor(database: DatabaseSync) {
    this.runs = new KeyRuns(database);
    this.index = new SqliteKeyIndex(database, this.runs);
  }

  lookup(keys: readonly Fingerprint[]): Promise<KeyLookup> {
    this.runs.refresh();
    return this.index.lookup(keys);
  }
}
