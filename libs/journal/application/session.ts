import type { Fingerprint, Instant } from '#libs/kernel/index.js';
import type { Aggregate, Cause, DomainEvent, PriorUse, Revision } from '../contract.js';
import type {
  CommandRefusal,
  HeldRecord,
  HeldRelease,
  OutcomeRange,
  RefusedRecord,
  SourceProgress,
} from '../ports/intake-facts.js';

/** Who and why, for the events of one decision. */
export interface Origin {
  readonly actor: string;
  readonly cause: Cause;
  readonly receivedAt: Instant;
}

/**
 * One unit of work: decisions see each other's effects; nothing is visible outside until the commit succeeded.
 * Synchronous throughout, so that no other decision can come in between.
 */
export interface Session {
  /** The clock, read once for the whole session. */
  readonly now: Instant;
  /** State of a loaded stream with this session's own events folded in; the aggregate's initial state if it has none. */
  state<State, Event extends DomainEvent>(aggregate: Aggregate<State, Event>, id: string): State;
  /** Use of a key in the index, in a tail, or earlier in this session (the key rule). */
  prior(key: Fingerprint): PriorUse | undefined;
  /** Adds events to a stream; they are stored with recordedAt = max(now, the stream's last). Returns the last revision. */
  append<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    id: string,
    events: readonly Event[],
    origin: Origin,
  ): Revision;
  record(facts: {
    readonly ranges?: readonly OutcomeRange[];
    readonly progress?: readonly SourceProgress[];
    readonly refused?: readonly RefusedRecord[];
    readonly held?: readonly HeldRecord[];
    readonly released?: readonly HeldRelease[];
    readonly commandRefusals?: readonly CommandRefusal[];
  }): void;
}
