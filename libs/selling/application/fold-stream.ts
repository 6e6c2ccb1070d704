import { streamName, type Aggregate, type DomainEvent } from '#libs/journal/contract.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { recordsOf } from './records.js';

/** State of a stream after its newest record. */
export async function foldStream<State, Event extends DomainEvent>(
  reader: JournalReader,
  aggregate: Aggregate<State, Event>,
  id: string,
): Promise<State> {
  let state = aggregate.initial;
  for await (const { event } of recordsOf<Event>(reader, streamName(aggregate.category, id))) {
    state = aggregate.evolve(state, event);
  }
  return state;
}
