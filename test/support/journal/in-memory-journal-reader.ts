import type { Fingerprint } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type {
  DomainEvent,
  EventMeta,
  Position,
  PriorUse,
  RecordedEvent,
  Revision,
  StreamName,
} from '#libs/journal/contract.js';

/** A journal in memory: numbers positions and revisions as the real one does. */
export class InMemoryJournalReader implements JournalReader {
  readonly records: RecordedEvent[] = [];
  private readonly streams = new Map<StreamName, RecordedEvent[]>();
  private readonly keys = new Map<Fingerprint, PriorUse>();

  append(stream: StreamName, event: DomainEvent, meta: EventMeta): RecordedEvent {
    const records = this.streams.get(stream) ?? [];
    this.streams.set(stream, records);
    const record = { event, meta, stream, revision: records.length, position: this.records.length + 1 };
    records.push(record);
    this.records.push(record);
    return record;
  }

  use(key: Fingerprint, { stream, revision }: RecordedEvent, content: Fingerprint): void {
    this.keys.set(key, { stream, revision, content });
  }

  stream<Event extends DomainEvent>(
    stream: StreamName,
    from: Revision,
    limit: number,
  ): Promise<readonly RecordedEvent<Event>[]> {
    const records = this.streams.get(stream) ?? [];
    return Promise.resolve(records.slice(from, from + limit) as RecordedEvent<Event>[]);
  }

  all<Event extends DomainEvent>(after: Position, limit: number): Promise<readonly RecordedEvent<Event>[]> {
    return Promise.resolve(this.records.slice(after, after + limit) as RecordedEvent<Event>[]);
  }

  head(): Promise<Position> {
    return Promise.resolve(this.records.length);
  }

  findKey(key: Fingerprint): Promise<PriorUse | undefined> {
    return Promise.resolve(this.keys.get(key));
  }
}
