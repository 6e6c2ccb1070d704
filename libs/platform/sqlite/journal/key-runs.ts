import type { Buffer } from 'node:buffer';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Position } from '#libs/journal/contract.js';
import type { KeyEntry } from './key-entries.js';
import { RecentKeys } from './recent-keys.js';

/** Keys of large commits that are stored, one run per commit, but not in the index yet. */
export class KeyRuns {
  private readonly recent = new RecentKeys();
  private readonly select: StatementSync;
  private readonly oldest: StatementSync;
  /** Of the runs in memory; 0 without any. */
  private from: Position = 0;
  private upTo: Position = 0;

  constructor(private readonly database: DatabaseSync) {
    this.select = database.prepare('SELECT position, keys FROM key_runs WHERE position > ? ORDER BY position');
    this.oldest = database.prepare('SELECT min(position) AS position FROM key_runs');
    this.refresh();
  }

  get count(): number {
    return this.recent.count;
  }

  find(key: Buffer): KeyEntry | undefined {
    return this.recent.find(key);
  }

  inOrder(): Iterable<KeyEntry> {
    return this.recent.inOrder();
  }

  /** Reads what another connection has written since, as of one moment. Runs that went into the index are let go. */
  refresh(): void {
    this.database.exec('BEGIN');
    const oldest = Number(this.oldest.get()!['position'] ?? 0);
    if (oldest !== this.from) this.clear();
    for (const { position, keys } of this.select.all(this.upTo)) this.add(Number(position), keys as Uint8Array);
    this.database.exec('COMMIT');
  }

  add(position: Position, packed: Uint8Array): void {
    if (this.from === 0) this.from = position;
    this.upTo = position;
    this.recent.add(packed);
  }

  clear(): void {
    this.recent.clear();
    this.from = 0;
    this.upTo = 0;
  }
}
