import { jsonEvent, type EventData, type JSONType, type RecordedEvent } from '@eventstore/db-client';
import type { BodyJson } from '#libs/journal/codec.js';
import type { StoredRecord, StreamAppend } from '#libs/journal/ports/event-store.port.js';
import { JournalFault } from '#libs/journal/faults.js';
import { eventId } from './event-id.js';
import { positionOf } from './positions.js';

/** The events of an append: JSON that people can read in the database's own pages, ids made from the stored bodies. */
export function toEvents(bodies: BodyJson, { stream, expectedRevision, records }: StreamAppend): EventData[] {
  return records.map(({ type, body }, at) => {
    const id = eventId(stream, expectedRevision + 1 + at, body);
    return jsonEvent({ id, type, data: bodies.toJson(type, body) as JSONType });
  });
}

/**
 * A record as it was appended, byte for byte: its id is worked out again from what was read, so nothing that was changed,
 * lost digits or came from another program passes for a record.
 */
export function toRecord(bodies: BodyJson, event: RecordedEvent): StoredRecord {
  const { streamId: stream, type, data } = event;
  const revision = Number(event.revision);
  const place = `${stream}@${revision}`;
  // The client delivers JSON that it cannot parse as a string, and says nothing.
  if (!event.isJson || typeof data !== 'object') throw unreadable(place, 'is not JSON');
  const body = readBody(bodies, type, data, place);
  if (eventId(stream, revision, body) !== event.id) throw unreadable(place, 'is not what its id was made from');
  return { position: positionOf(event.position), stream, revision, type, body };
}

function readBody(bodies: BodyJson, type: string, data: object, place: string): Uint8Array {
  try {
    return bodies.toBody(type, data);
  } catch (error) {
    throw unreadable(place, `is no ${type} that can be read`, error);
  }
}

function unreadable(place: string, sentence: string, cause?: unknown): JournalFault {
  return new JournalFault('record_unreadable', `${place} ${sentence}.`, false, { cause });
}
