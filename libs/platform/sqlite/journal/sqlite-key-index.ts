import { Buffer } from 'node:buffer';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { invariant, type Fingerprint } from '#libs/kernel/index.js';
import type { PriorUse } from '#libs/journal/contract.js';
import { FULL_COVERAGE, type KeyIndexPort, type KeyLookup } from '#libs/journal/ports/key-index.port.js';
import { FINGERPRINT_BYTES, hexOf, type PlacedKey } from './key-entries.js';
import type { KeyRuns } from './key-runs.js';

interface KeyPlace {
  readonly key: Uint8Array;
  readonly streamNo: number;
  readonly revision: number;
  readonly content: Uint8Array;
}

/** Keys asked in one statement: SQLite sorts them, so neighbours share pages, and the call is paid once. */
const ASKED_AT_ONCE = 256;
const UNUSED_MAX = 100_000;

/** The key index as a unique table and the runs in front of it, written in the journal's own transaction: it never lags. */
export class SqliteKeyIndex implements KeyIndexPort {
  private readonly select: StatementSync;
  private readonly selectStream: StatementSync;
  /** Bound in place, key by key; SQLite copies what it is given. */
  private readonly askedBytes = Buffer.alloc(ASKED_AT_ONCE * FINGERPRINT_BYTES);
  private readonly asked = Array.from({ length: ASKED_AT_ONCE }, (_, at) =>
    this.askedBytes.subarray(at * FINGERPRINT_BYTES, (at + 1) * FINGERPRINT_BYTES),
  );
  /** Found unused since the last commit: what uses them up need not ask again. */
  private readonly unused = new Set<Fingerprint>();

  constructor(
    database: DatabaseSync,
    private readonly runs: KeyRuns,
  ) {
    const places = Array.from({ length: ASKED_AT_ONCE }, () => '?').join(', ');
    this.select = database.prepare(
      `SELECT key, stream_no AS streamNo, revision, content FROM keys WHERE key IN (${places})`,
    );
    this.selectStream = database.prepare('SELECT name FROM streams WHERE stream_no = ?');
  }

  lookup(keys: readonly Fingerprint[]): Promise<KeyLookup> {
    const hits = this.find(keys);
    if (this.unused.size > UNUSED_MAX) this.unused.clear();
    for (const key of keys) if (!hits.has(key)) this.unused.add(key);
    return Promise.resolve({ hits, coverage: () => FULL_COVERAGE });
  }

  /** What the table's own uniqueness says of a key that goes there at once is said here of all. */
  assertUnused(keys: readonly PlacedKey[]): void {
    const used = new Set<Fingerprint>();
    for (const { key } of keys) used.add(key);
    const unsure = keys.flatMap(({ key }) => (this.unused.has(key) ? [] : [key]));
    invariant(used.size === keys.length && this.find(unsure).size === 0, 'a key is used up once');
  }

  forgetUnused(): void {
    this.unused.clear();
  }

  private find(keys: readonly Fingerprint[]): Map<Fingerprint, PriorUse> {
    const hits = new Map<Fingerprint, PriorUse>();
    for (let first = 0; first < keys.length; first += ASKED_AT_ONCE) {
      const places = this.places(keys.slice(first, first + ASKED_AT_ONCE));
      for (const place of places) hits.set(hexOf(place.key), this.priorUse(place));
    }
    return hits;
  }

  /** Runs first: a key goes from them into the table, never back. Unused places are filled with the first key again. */
  private places(keys: readonly Fingerprint[]): readonly KeyPlace[] {
    this.askedBytes.write(keys.join('') + keys[0]!.repeat(ASKED_AT_ONCE - keys.length), 'hex');
    const found: KeyPlace[] = [];
    for (const key of this.asked) {
      const recent = this.runs.find(key);
      if (recent !== undefined) found.push(recent);
    }
    found.push(...(this.select.all(...this.asked) as unknown as readonly KeyPlace[]));
    return found;
  }

  private priorUse({ streamNo, revision, content }: KeyPlace): PriorUse {
    return { stream: String(this.selectStream.get(streamNo)!['name']), revision, content: hexOf(content) };
  }
}
