import { Buffer } from 'node:buffer';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Fingerprint } from '#libs/kernel/index.js';
import type { PriorUse } from '#libs/journal/contract.js';
import { FULL_COVERAGE, type KeyIndexPort, type KeyLookup } from '#libs/journal/ports/key-index.port.js';

interface KeyRow {
  readonly streamNo: number;
  readonly revision: number;
  readonly content: Uint8Array;
}

/** The key index as a unique table written in the journal's own transaction: it never lags. */
export class SqliteKeyIndex implements KeyIndexPort {
  private readonly select: StatementSync;
  private readonly selectStream: StatementSync;

  constructor(database: DatabaseSync) {
    this.select = database.prepare('SELECT stream_no AS streamNo, revision, content FROM keys WHERE key = ?');
    this.selectStream = database.prepare('SELECT name FROM streams WHERE stream_no = ?');
  }

  lookup(keys: readonly Fingerprint[]): Promise<KeyLookup> {
    const hits = new Map<Fingerprint, PriorUse>();
    for (const key of keys) {
      const row = this.select.get(Buffer.from(key, 'hex'));
      if (row !== undefined) hits.set(key, this.priorUse(row as unknown as KeyRow));
    }
    return Promise.resolve({ hits, coverage: () => FULL_COVERAGE });
  }

  private priorUse({ streamNo, revision, content }: KeyRow): PriorUse {
    const stream = String(this.selectStream.get(streamNo)!['name']);
    return { stream, revision, content: Buffer.from(content).toString('hex') };
  }
}
