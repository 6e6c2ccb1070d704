import { CanonicalText, fingerprint } from '#libs/kernel/index.js';
import type { Fingerprint, HashText, Instant } from '#libs/kernel/index.js';
import type { DomainEvent, Position, Revision } from '../contract.js';

/** Who sends a command, and the key that makes a retry safe (rule 9). */
export interface CommandOrigin {
  /** Stable id of the client, the same after its API key was rotated. */
  readonly client: string;
  readonly idempotencyKey: string;
  readonly receivedAt: Instant;
}

/** Identity of a command: the same key of the same client is the same command (rule 9). */
export function commandKey({ client, idempotencyKey }: CommandOrigin, sha256: HashText): Fingerprint {
  return fingerprint(sha256(new CanonicalText('command-key/1').text(client).text(idempotencyKey).toString()));
}

/** The client used this key before, for another input. */
export interface IdempotencyKeyReused {
  readonly code: 'idempotency_key_reused';
  readonly idempotencyKey: string;
}

/** The answer to a command; the same again when the command comes again with its key. */
export type CommandAnswer<Event extends DomainEvent, State, Rejection> =
  | {
      readonly type: 'accepted';
      /** The event that is the command's effect. */
      readonly event: Event;
      readonly revision: Revision;
      /** Read models at this position show the effect. */
      readonly position: Position;
      /** State of the stream after the newest event known to the writer. */
      readonly state: State;
      /** True when this key had its effect before and nothing new was recorded. */
      readonly replayed: boolean;
    }
  | {
      readonly type: 'rejected';
      readonly rejection: Rejection | IdempotencyKeyReused;
      /** True when this key was refused within the last 24 hours and the answer was remembered. */
      readonly replayed: boolean;
    };
