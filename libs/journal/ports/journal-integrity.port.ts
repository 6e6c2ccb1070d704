import type { Sha256 } from '#libs/kernel/index.js';
import type { Position } from '../contract.js';

/** How far a journal has come and the digest that vouches for everything up to there: worth keeping outside of it. */
export interface JournalHead {
  readonly position: Position;
  readonly digest: Sha256;
}

/**
 * What a fault is:
 * - `record_changed`: a stored record is not what was committed.
 * - `record_missing`: records that were committed are gone, or readers do not find them.
 * - `commit_changed`: what vouches for the records of a commit was changed itself, or records were put among them.
 * - `chain_broken`: commits do not follow one from the other, or not from the head that was kept.
 * - `unreadable`: a part could not be read, so nothing is known of it.
 * - `outcomes_differ`: the totals of a source are not the sums of its outcomes (rule 37); it has no positions (0, 0).
 */
export type IntegrityFaultKind =
  'record_changed' | 'record_missing' | 'commit_changed' | 'chain_broken' | 'unreadable' | 'outcomes_differ';

export interface IntegrityFault {
  readonly kind: IntegrityFaultKind;
  /** Inclusive. */
  readonly firstPosition: Position;
  /** Inclusive. */
  readonly lastPosition: Position;
  /** What was found, with stream@revision where they can be read. */
  readonly sentence: string;
}

export interface IntegrityOptions {
  /** A head kept from before: a journal that does not contain it lost its newest records, or is another one. */
  readonly against?: JournalHead;
  /** Everything up to the position has been checked. */
  readonly onProgress?: (position: Position) => void;
  /** Ends the check early; what was not checked by then is not spoken of. */
  readonly signal?: AbortSignal;
}

/** Whether the journal is still what was committed. Works beside its writer, in constant memory. */
export interface JournalIntegrityPort {
  head(): Promise<JournalHead>;
  /** Every fault up to the head at the time of the call; none when all is as it was committed. */
  check(options?: IntegrityOptions): AsyncIterable<IntegrityFault>;
}
