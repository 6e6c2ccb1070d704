import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName, type Aggregate, type DomainEvent } from '#libs/journal/contract.js';

const VERSIONS_AT_ONCE = 100;

/** Everything published in a stream whose every event is a version; none if there is no such stream. */
export async function readHistory<State, Event extends DomainEvent>(
  reader: Pick<JournalReader, 'stream'>,
  { category, initial, evolve }: Aggregate<State, Event>,
  id: string,
): Promise<State> {
  const stream = streamName(category, id);
  let state = initial;
  for (let read = 0; ; read += VERSIONS_AT_ONCE) {
    const records = await reader.stream<Event>(stream, read, VERSIONS_AT_ONCE);
    for (const { event } of records) state = evolve(state, event);
    if (records.length < VERSIONS_AT_ONCE) return state;
  }
}
