import { NO_STREAM, type Position, type PriorUse, type Revision, type StreamName } from '#libs/journal/contract.js';
import type {
  AppendOutcome,
  EventStorePort,
  StoredRecord,
  StreamAppend,
  Subscription,
} from '#libs/journal/ports/event-store.port.js';
import type { IntakeFacts } from '#libs/journal/ports/intake-facts.js';
import type { KeyIndexPort, KeyLookup } from '#libs/journal/ports/key-index.port.js';
import type { Fingerprint } from '#libs/kernel/index.js';

interface Kept {
  readonly record: StoredRecord;
  readonly keys: readonly { readonly key: Fingerprint; readonly content: Fingerprint }[];
}

/** A journal in memory whose key index can be frozen, and whose appends can fail: for the key rule of many writers. */
export class InMemoryEventStore implements EventStorePort {
  readonly ledgerId = 'in-memory';
  readonly facts: IntakeFacts[] = [];
  /** Runs before each append: another writer may come first, or it may throw. */
  beforeAppend: () => Promise<void> = () => Promise.resolve();
  /** Runs after the append is durable: may throw, so that the outcome is unknown to the caller. */
  afterAppend: () => Promise<void> = () => Promise.resolve();
  private readonly kept: Kept[] = [];
  private readonly listeners = new Set<() => void>();

  async append(appends: readonly StreamAppend[], facts?: IntakeFacts): Promise<AppendOutcome> {
    await this.beforeAppend();
    const outcome = this.appendNow(appends, facts);
    await this.afterAppend();
    return outcome;
  }

  appendNow(appends: readonly StreamAppend[], facts?: IntakeFacts): AppendOutcome {
    const conflicts = appends
      .map(({ stream, expectedRevision }) => ({ stream, expected: expectedRevision, actual: this.revision(stream) }))
      .filter(({ expected, actual }) => expected !== actual);
    if (conflicts.length > 0) return { type: 'wrong_revision', conflicts };
    for (const { stream, records } of appends) {
      for (const { type, body, keys } of records) {
        const place = { position: this.kept.length + 1, stream, revision: this.revision(stream) + 1 };
        this.kept.push({ record: { ...place, type, body }, keys });
      }
    }
    if (facts !== undefined) this.facts.push(facts);
    for (const listener of this.listeners) listener();
    return { type: 'appended', lastPosition: this.kept.length };
  }

  readStream(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredRecord[]> {
    const found = this.records().filter((record) => record.stream === stream && record.revision >= from);
    return Promise.resolve(found.slice(0, limit));
  }

  readAll(after: Position, limit: number): Promise<readonly StoredRecord[]> {
    return Promise.resolve(this.records().slice(after, after + limit));
  }

  head(): Promise<Position> {
    return Promise.resolve(this.kept.length);
  }

  subscribe(after: Position, onRecords: (records: readonly StoredRecord[]) => Promise<void>): Subscription {
    let position = after;
    let closed = false;
    let running = Promise.resolve();
    const deliver = (): void => {
      running = running.then(async () => {
        const records = this.records().slice(position);
        if (closed || records.length === 0) return;
        position = records.at(-1)!.position;
        await onRecords(records);
      });
    };
    this.listeners.add(deliver);
    deliver();
    return {
      close: () => {
        closed = true;
        this.listeners.delete(deliver);
        return running;
      },
    };
  }

  revision(stream: StreamName): Revision {
    return this.records().findLast((record) => record.stream === stream)?.revision ?? NO_STREAM;
  }

  /** An index over the first `covered` records only: it lags, and says so. */
  keyIndex(covered: () => Position): KeyIndexPort {
    return {
      lookup: (keys): Promise<KeyLookup> => {
        const upTo = this.kept.slice(0, covered());
        const hits = new Map<Fingerprint, PriorUse>();
        for (const { record, keys: used } of upTo) {
          for (const { key, content } of used) {
            if (keys.includes(key)) hits.set(key, { stream: record.stream, revision: record.revision, content });
          }
        }
        const coverage = (stream: StreamName): Revision =>
          upTo.findLast(({ record }) => record.stream === stream)?.record.revision ?? NO_STREAM;
        return Promise.resolve({ hits, coverage });
      },
    };
  }

  private records(): readonly StoredRecord[] {
    return this.kept.map(({ record }) => record);
  }
}
