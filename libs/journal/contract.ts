import type { Fingerprint, Instant } from '#libs/kernel/index.js';

/** `account-<id>`, `catalogue-<book>`, `product-<product>` or `partner-<partner>`. */
export type StreamName = string;

/** Place of a record in its stream: 0, 1, 2 … without a gap. */
export type Revision = number;

/** The expected revision of a stream that must not exist yet. */
export const NO_STREAM: Revision = -1;

/**
 * Place of a record in the whole journal: it grows. 0 stands before the first. The embedded engine counts 1, 2, 3 …
 * without a gap; on EventStoreDB it is the place in the database's log, with gaps (ADR 0016).
 */
export type Position = number;

/**
 * A fact that may happen only once (a usage, a command, a conflict), as the fingerprint of its canonical text,
 * with the fingerprint of the content it came with.
 */
export interface KeyUse {
  readonly key: Fingerprint;
  readonly content: Fingerprint;
}

/** Where a key was used first. */
export interface PriorUse {
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly content: Fingerprint;
}

/**
 * Why a record exists: evidence for auditors, never a reason to skip anything.
 * - `command`: the effect of a client's command; of the records of one command exactly one has it, and so uses up the
 *   command's idempotency key (rule 9).
 * - `consequence`: decided together with that command, like the work that was due before it.
 * - `intake`: a metering record came in.
 * - `due`: nothing came in but time; `upTo` is how far it was read.
 */
export type Cause =
  | { readonly type: 'command'; readonly client: string; readonly key: Fingerprint; readonly input: Fingerprint }
  | { readonly type: 'consequence'; readonly client: string; readonly key: Fingerprint }
  | { readonly type: 'intake'; readonly source: string; readonly offset: number }
  | { readonly type: 'due'; readonly upTo: Instant };

/** Carried by every event from the first on. */
export interface EventMeta {
  /** max(clock, previous record of the stream): never runs backwards (rule 11). */
  readonly recordedAt: Instant;
  /** When the broker, or our HTTP or file edge, took the input (rule 11). */
  readonly receivedAt: Instant;
  /** Who caused it: an API client's id, or the topic or file it came by. */
  readonly actor: string;
  readonly cause: Cause;
}

/** An event as the domain sees it; `type` and `data` are the stored format. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
}

/** An event with its meta, before or after storage. */
export interface JournalEvent<Event extends DomainEvent = DomainEvent> {
  readonly event: Event;
  readonly meta: EventMeta;
}

/** An event read back, with its place. */
export interface RecordedEvent<Event extends DomainEvent = DomainEvent> extends JournalEvent<Event> {
  readonly position: Position;
  readonly stream: StreamName;
  readonly revision: Revision;
}

/** Who reads a stream, and how: one per family of streams. */
export interface Aggregate<State, Event extends DomainEvent> {
  /** First part of the stream name, e.g. `account`; the id follows after a dash. */
  readonly category: string;
  readonly initial: State;
  evolve(state: State, event: Event): State;
}

export function streamName(category: string, id: string): StreamName {
  return `${category}-${id}`;
}
