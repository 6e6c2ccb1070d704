import type { Fingerprint } from '#libs/kernel/index.js';
import type { DomainEvent, Position, PriorUse, RecordedEvent, Revision, StreamName } from '../contract.js';

/** The journal, decoded. */
export interface JournalReader {
  stream<Event extends DomainEvent>(
    stream: StreamName,
    from: Revision,
    limit: number,
  ): Promise<readonly RecordedEvent<Event>[]>;
  all<Event extends DomainEvent>(after: Position, limit: number): Promise<readonly RecordedEvent<Event>[]>;
  head(): Promise<Position>;
  /** Where a key was used; through the key index. */
  findKey(key: Fingerprint): Promise<PriorUse | undefined>;
}
