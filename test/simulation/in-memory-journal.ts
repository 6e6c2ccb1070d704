import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import {
  streamName,
  type DomainEvent,
  type EventMeta,
  type PriorUse,
  type RecordedEvent,
  type StreamName,
} from '#libs/journal/contract.js';
import type { Fingerprint } from '#libs/kernel/index.js';
import type { AccountEvent } from '#libs/ledger/index.js';
import { keysOf } from '#libs/ledger/domain/keys-of-event.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';

const NO_META: EventMeta = { recordedAt: 0, receivedAt: 0, actor: 'simulation', cause: { type: 'due', upTo: 0 } };

/** Streams and keys as the journal keeps them, in memory and without a clock. */
export class InMemoryJournal implements JournalReader {
  private readonly records: RecordedEvent<AccountEvent>[] = [];
  private readonly streams = new Map<StreamName, RecordedEvent<AccountEvent>[]>();
  private readonly keys = new Map<Fingerprint, PriorUse>();

  append(account: string, events: readonly AccountEvent[]): void {
    const stream = streamName('account', account);
    const records = this.streams.get(stream) ?? [];
    this.streams.set(stream, records);
    for (const event of events) {
      const record = { event, meta: NO_META, stream, revision: records.length, position: this.records.length + 1 };
      records.push(record);
      this.records.push(record);
      for (const { key, content } of keysOf(event, sha256))
        this.use(key, { stream, revision: record.revision, content });
    }
  }

  of(account: string): readonly AccountEvent[] {
    return (this.streams.get(streamName('account', account)) ?? []).map(({ event }) => event);
  }

  prior(key: Fingerprint): PriorUse | undefined {
    return this.keys.get(key);
  }

  stream<Event extends DomainEvent>(
    stream: StreamName,
    from: number,
    limit: number,
  ): Promise<readonly RecordedEvent<Event>[]> {
    const records = (this.streams.get(stream) ?? []).slice(from, from + limit);
    return Promise.resolve(records as unknown as readonly RecordedEvent<Event>[]);
  }

  all<Event extends DomainEvent>(after: number, limit: number): Promise<readonly RecordedEvent<Event>[]> {
    return Promise.resolve(this.records.slice(after, after + limit) as unknown as readonly RecordedEvent<Event>[]);
  }

  head(): Promise<number> {
    return Promise.resolve(this.records.length);
  }

  findKey(key: Fingerprint): Promise<PriorUse | undefined> {
    return Promise.resolve(this.keys.get(key));
  }

  private use(key: Fingerprint, use: PriorUse): void {
    const before = this.keys.get(key);
    if (before !== undefined) throw new Error(`a key was used twice: ${before.stream} and ${use.stream}`);
    this.keys.set(key, use);
  }
}
