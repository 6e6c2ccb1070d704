import type { Fingerprint, Instant } from '#libs/kernel/index.js';
import type { Aggregate, Cause, DomainEvent, KeyUse, PriorUse, Revision } from '../contract.js';
import type { IntakeFacts } from '../ports/intake-facts.js';

/** Who and why, for the events of one decision. */
export interface Origin {
  readonly actor: string;
  readonly cause: Cause;
  readonly receivedAt: Instant;
}

export type Facts = Partial<IntakeFacts>;

/** An event with the keys it uses up besides its command's, for who has worked them out before: a hash is paid once. */
export interface KnownKeys {
  readonly event: DomainEvent;
  readonly keys: readonly KeyUse[];
}

/**
 * One unit of work: decisions see each other's effects; nothing is visible outside until the commit succeeded.
 * Synchronous throughout, so that no other decision can come in between.
 */
export interface Session {
  /** The clock, read once for the whole session. */
  readonly now: Instant;
  /** State of a stream the job asked for, with this session's own events folded in. */
  state<State, Event extends DomainEvent>(aggregate: Aggregate<State, Event>, id: string): State;
  /** Use of a key in the index, in a tail, or earlier in this session (the key rule). */
  prior(key: Fingerprint): PriorUse | undefined;
  /** Adds events; they are stored with recordedAt = max(now, the stream's last). Returns the stream's last revision. */
  append<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    id: string,
    events: readonly Event[],
    origin: Origin,
    known?: KnownKeys,
  ): Revision;
  /** Facts that become durable in the same commit. */
  record(facts: Facts): void;
}
