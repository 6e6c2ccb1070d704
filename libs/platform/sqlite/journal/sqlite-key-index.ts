import { Buffer } from 'node:buffer';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Fingerprint } from '#libs/kernel/index.js';
import type { PriorUse } from '#libs/journal/contract.js';
import { FULL_COVERAGE, type KeyIndexPort, type KeyLookup } from '#libs/journal/ports/key-index.port.js';

interface KeyRow {
  readonly key: Uint8Array;
  readonly streamNo: number;
  readonly revision: number;
  readonly content: Uint8Array;
}

/** Keys asked in one statement: SQLite sorts them, so neighbours share pages, and the call is paid once. */
const ASKED_AT_ONCE = 256;
const FINGERPRINT_BYTES = 16;

/** The key index as a unique table written in the journal's own transaction: it never lags. */
export class SqliteKeyIndex implements KeyIndexPort {
  private readonly select: StatementSync;
  private readonly selectStream: StatementSync;
  /** Bound in place; SQLite copies what it is given. */
  private readonly asked = Array.from({ length: ASKED_AT_ONCE }, () => Buffer.alloc(FINGERPRINT_BYTES));

  constructor(database: DatabaseSync) {
    const places = Array.from({ length: ASKED_AT_ONCE }, () => '?').join(', ');
    this.select = database.prepare(
      `SELECT key, stream_no AS streamNo, revision, content FROM keys WHERE key IN (${places})`,
    );
    this.selectStream = database.prepare('SELECT name FROM streams WHERE stream_no = ?');
  }

  lookup(keys: readonly Fingerprint[]): Promise<KeyLookup> {
    const hits = new Map<Fingerprint, PriorUse>();
    for (let first = 0; first < keys.length; first += ASKED_AT_ONCE) {
      for (const row of this.rows(keys.slice(first, first + ASKED_AT_ONCE))) {
        hits.set(hex(row.key), this.priorUse(row));
      }
    }
    return Promise.resolve({ hits, coverage: () => FULL_COVERAGE });
  }

  /** Unused places are filled with the first key again. */
  private rows(keys: readonly Fingerprint[]): readonly KeyRow[] {
    this.asked.forEach((place, at) => place.write(keys[at] ?? keys[0]!, 'hex'));
    return this.select.all(...this.asked) as unknown as readonly KeyRow[];
  }

  private priorUse({ streamNo, revision, content }: KeyRow): PriorUse {
    return { stream: String(this.selectStream.get(streamNo)!['name']), revision, content: hex(content) };
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
