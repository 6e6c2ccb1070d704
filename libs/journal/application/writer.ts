import type { Fingerprint } from '#libs/kernel/index.js';
import type { Aggregate, DomainEvent, Position, PriorUse } from '../contract.js';
import type { Session } from './session.js';

/** What must be looked up and loaded before a job can decide. */
export interface Needs {
  readonly keys: readonly Fingerprint[];
  readonly streams: readonly { readonly category: string; readonly id: string }[];
}

/** What has been looked up and loaded so far. */
export interface Prepared {
  prior(key: Fingerprint): PriorUse | undefined;
  /** `undefined` until the stream was asked for and loaded. */
  state<State, Event extends DomainEvent>(aggregate: Aggregate<State, Event>, id: string): State | undefined;
}

/** A piece of work for the one writer of a process. */
export interface Job<Result> {
  /** Interactive jobs go before intake. */
  readonly lane: 'interactive' | 'intake';
  /** About how many events: bounds the size of a commit. */
  readonly weight: number;
  /** Asked first. */
  needs(): Needs;
  /** Asked once more, with what was found: what only a key's holder or a loaded stream can tell. */
  followUps?(prepared: Prepared): Needs;
  /** Synchronous and repeatable: it runs again on fresh state if another writer came first. */
  decide(session: Session): Result;
}

export interface Committed<Result> {
  readonly result: Result;
  /** The journal's head when the job was durable: read models at this position show it. */
  readonly position: Position;
}

/** Queues the work of HTTP, Kafka and files to one writer; many jobs share a commit. */
export interface JournalWriter {
  /** @throws ConcurrencyExhausted, JournalFault, InvariantViolation: then nothing of the job is durable or known to be */
  submit<Result>(job: Job<Result>): Promise<Committed<Result>>;
  /** Finishes what was submitted, then refuses more. */
  close(): Promise<void>;
}
