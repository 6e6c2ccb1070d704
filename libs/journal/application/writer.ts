import type { Fingerprint } from '#libs/kernel/index.js';
import type { Position, PriorUse } from '../contract.js';
import type { Session } from './session.js';

export interface Needs {
  readonly keys: readonly Fingerprint[];
  readonly streams: readonly { readonly category: string; readonly id: string }[];
}

/** A piece of work for the one writer of a process. */
export interface Job<Result> {
  /** Interactive jobs go before intake. */
  readonly lane: 'interactive' | 'intake';
  /** About how many events: bounds the size of a commit. */
  readonly weight: number;
  /** Asked again with what the look-up found until it asks for nothing new. */
  needs(found: ReadonlyMap<Fingerprint, PriorUse>): Needs;
  /** Synchronous, repeatable: it runs again on fresh state if another writer came first. */
  decide(session: Session): Result;
}

export interface Committed<Result> {
  readonly result: Result;
  /** The journal's head when the job was durable: read models at this position show it. */
  readonly position: Position;
}

export interface JournalWriter {
  submit<Result>(job: Job<Result>): Promise<Committed<Result>>;
  /** Finishes what was submitted, then refuses more. */
  close(): Promise<void>;
}
