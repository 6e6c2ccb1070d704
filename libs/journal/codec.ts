import type { DomainEvent, JournalEvent, KeyUse, RecordedEvent } from './contract.js';
import type { StoredRecord } from './ports/event-store.port.js';

/** Event ↔ stored body. Decoding upcasts: readers see the newest version only. An unknown type or version throws. */
export interface EventCodec {
  encode(event: JournalEvent): Uint8Array;
  decode(type: string, body: Uint8Array): JournalEvent;
  /** The same record as JSON: amounts as decimal strings, bytes as hex. Lossless. */
  toJson(event: JournalEvent): unknown;
  fromJson(type: string, json: unknown): JournalEvent;
  /**
   * Keys the event uses up, as a function of the event alone (the index is derived).
   * @param own those besides its command's, where the caller has them at hand: the same that would be worked out
   */
  keysOf(event: JournalEvent, own?: readonly KeyUse[]): readonly KeyUse[];
}

/**
 * Stored body ↔ the same record as JSON, version for version, without decoding: for a store whose records people read.
 * The way there and back gives the very bytes.
 */
export interface BodyJson {
  toJson(type: string, body: Uint8Array): unknown;
  toBody(type: string, json: object): Uint8Array;
}

export function decodeRecord<Event extends DomainEvent>(codec: EventCodec, record: StoredRecord): RecordedEvent<Event> {
  const { event, meta } = codec.decode(record.type, record.body) as JournalEvent<Event>;
  return { event, meta, position: record.position, stream: record.stream, revision: record.revision };
}
