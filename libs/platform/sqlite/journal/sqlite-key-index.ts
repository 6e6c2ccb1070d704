import { Buffer } from 'node:buffer';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Fingerprint } from '#libs/kernel/index.js';
import type { PriorUse } from '#libs/journal/contract.js';
import { FULL_COVERAGE, type KeyIndexPort, type KeyLookup } from '#libs/journal/ports/key-index.port.js';

/** The key index as a unique table written in the journal's own transaction: it never lags. */
export class SqliteKeyIndex implements KeyIndexPort {
  private readonly select: StatementSync;

  constructor(database: DatabaseSync) {
    this.select = database.prepare(`
      SELECT name AS stream, revision, lower(hex(content)) AS content
      FROM keys JOIN streams USING (stream_no) WHERE key = ?`);
  }

  lookup(keys: readonly Fingerprint[]): Promise<KeyLookup> {
    const hits = new Map<Fingerprint, PriorUse>();
    for (const key of keys) {
      const use = this.select.get(Buffer.from(key, 'hex'));
      if (use !== undefined) hits.set(key, use as unknown as PriorUse);
    }
    return Promise.resolve({ hits, coverage: () => FULL_COVERAGE });
  }
}
