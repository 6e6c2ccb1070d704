import type { DomainEvent } from '#libs/journal/contract.js';

/** One sample of every event of a union: a new event does not compile until it has one. */
export type SamplesOf<Event extends DomainEvent> = {
  readonly [Type in Event['type']]: Extract<Event, { type: Type }>['data'];
};
