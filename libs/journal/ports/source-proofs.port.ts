import type { SourceName } from './intake-facts.js';
import type { OutcomeCounts } from './intake-records.port.js';

/** What later became of records whose first outcome was `rejected` or `held`: counted apart (rule 37). */
export interface LaterOutcomes {
  /** Held, and still waiting. */
  readonly waiting: number;
  /** Held once and released, by what they were released as. */
  readonly released: OutcomeCounts;
  /** Rejected once and mended by a replay, by what it made of them; `rejected` is 0. */
  readonly replayed: OutcomeCounts;
}

/** Rule 37 for one source, for Kafka one incarnation of a topic partition, counted from every outcome it ever had. */
export interface SourceProof {
  readonly source: SourceName;
  /** First offset with an outcome; `null` before the first record. */
  readonly firstOffset: number | null;
  readonly lastOffset: number | null;
  /** Offsets with a first outcome. */
  readonly received: number;
  /** Runs of offsets between the first and the last that hold no record: compaction and transaction markers leave them. */
  readonly gaps: number;
  /** Offsets in those runs: received + skipped = last - first + 1. */
  readonly skipped: number;
  readonly counts: OutcomeCounts;
  readonly later: LaterOutcomes;
  readonly holds: boolean;
  /** Why it does not hold, each as a sentence. */
  readonly differences: readonly string[];
}

export interface ProofOptions {
  /** This one only. */
  readonly source?: SourceName;
  /** So many outcomes have been counted, of all sources together. */
  readonly onProgress?: (counted: number) => void;
  /** Ends it early. */
  readonly signal?: AbortSignal;
}

/** Proves rule 37 from the stored outcomes themselves, never from sums. Works beside the intake, as of one moment. */
export interface SourceProofsPort {
  prove(options?: ProofOptions): AsyncIterable<SourceProof>;
}
