import { Buffer } from 'node:buffer';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Position } from '#libs/journal/contract.js';
import { FINGERPRINT_BYTES, packKeys, type KeyEntry, type PlacedKey } from './key-entries.js';
import type { KeyRuns } from './key-runs.js';
import { RECENT_KEYS_MAX } from './recent-keys.js';
import type { SqliteKeyIndex } from './sqlite-key-index.js';

/** Below, a run would cost as much as it saves. */
const RUN_KEYS_MIN = 256;

/**
 * Writes keys inside the transaction of the records that use them up. Keys are random, so each one put into the index by
 * itself dirties a page; those of a large commit are stored as one run, and many runs go into the index together.
 */
export class KeyWriter {
  private readonly insertKey: StatementSync;
  private readonly insertRun: StatementSync;
  private readonly dropRuns: StatementSync;
  /** Bound in place; SQLite copies what it is given. */
  private readonly boundKey = Buffer.alloc(FINGERPRINT_BYTES);
  private readonly boundContent = Buffer.alloc(FINGERPRINT_BYTES);
  private merged = false;
  private run: Buffer | undefined;

  constructor(
    database: DatabaseSync,
    private readonly index: SqliteKeyIndex,
    private readonly runs: KeyRuns,
  ) {
    this.insertKey = database.prepare('INSERT INTO keys (key, stream_no, revision, content) VALUES (?, ?, ?, ?)');
    this.insertRun = database.prepare('INSERT INTO key_runs (position, keys) VALUES (?, ?)');
    this.dropRuns = database.prepare('DELETE FROM key_runs');
  }

  /** @param position of the last record of the commit: no two runs have the same */
  write(keys: readonly PlacedKey[], position: Position): void {
    this.index.assertUnused(keys);
    this.run = undefined;
    this.merged = false;
    if (keys.length < RUN_KEYS_MIN || keys.length > RECENT_KEYS_MAX) return this.insertEach(keys);
    if (this.runs.count + keys.length > RECENT_KEYS_MAX) this.merge();
    this.run = packKeys(keys);
    this.insertRun.run(position, this.run);
  }

  /** After the commit: memory follows what is durable. */
  committed(position: Position): void {
    if (this.merged) this.runs.clear();
    if (this.run !== undefined) this.runs.add(position, this.run);
    this.index.forgetUnused();
  }

  private merge(): void {
    for (const entry of this.runs.inOrder()) this.insert(entry);
    this.dropRuns.run();
    this.merged = true;
  }

  private insert({ key, streamNo, revision, content }: KeyEntry): void {
    this.insertKey.run(key, streamNo, revision, content);
  }

  /** In key order: neighbours share pages of the index. */
  private insertEach(keys: readonly PlacedKey[]): void {
    for (const { key, content, streamNo, revision } of [...keys].sort(byKey)) {
      this.boundKey.write(key, 'hex');
      this.boundContent.write(content, 'hex');
      this.insertKey.run(this.boundKey, streamNo, revision, this.boundContent);
    }
  }
}

function byKey(left: PlacedKey, right: PlacedKey): number {
  return left.key < right.key ? -1 : 1;
}
