import type { Fingerprint, Instant, Sha256 } from '#libs/kernel/index.js';

/**
 * Where records come from, once per incarnation: `kafka:<cluster>/<topic>/<partition>#<n>`, `http:<client>`,
 * `file:<digest>`. Offsets count within it.
 */
export type SourceName = string;

/** What became of one received record. The order is stored (one byte each): add at the end only. */
export const INTAKE_OUTCOMES = ['charged', 'duplicate', 'conflict', 'rejected', 'held'] as const;
export type IntakeOutcome = (typeof INTAKE_OUTCOMES)[number];

/** First outcomes of consecutive records of one source (rule 37). */
export interface OutcomeRange {
  readonly source: SourceName;
  /** Ascending; gaps (compaction, transaction markers) are allowed. */
  readonly offsets: readonly number[];
  readonly outcomes: readonly IntakeOutcome[];
}

/** How far a source has been read: moves in the same transaction as what was read. */
export interface SourceProgress {
  readonly source: SourceName;
  readonly nextOffset: number;
  readonly lastOffset: number;
  /** SHA-256 of the record at lastOffset: tells a topic from a later one of the same name. */
  readonly lastDigest: Sha256;
}

/** The bytes as they came. Kept apart, for operators alone, for 30 days (rule 38). */
export interface OriginalRecord {
  /** `null`: a Kafka record without a value. */
  readonly bytes: Uint8Array | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** A record that can never be charged as it is. */
export interface RefusedRecord {
  readonly source: SourceName;
  readonly offset: number;
  readonly receivedAt: Instant;
  /** Who sent it: what it may send is judged again when it is replayed (rule 8). */
  readonly actor: string;
  readonly code: string;
  readonly sentence: string;
  /** JSON Pointer to the offending member, if one can be named. */
  readonly pointer?: string;
  readonly usageSource?: string;
  readonly usageId?: string;
  readonly digest: Sha256;
  readonly original: OriginalRecord;
}

/** A well-formed usage that cannot be charged yet. */
export interface HeldRecord {
  readonly source: SourceName;
  readonly offset: number;
  readonly receivedAt: Instant;
  readonly actor: string;
  readonly reason: string;
  readonly sentence: string;
  readonly account: string;
  readonly model: string;
  readonly usageSource: string;
  readonly usageId: string;
  readonly usageKey: Fingerprint;
  readonly digest: Sha256;
  readonly original: OriginalRecord;
}

/** A held usage that found its outcome later; counted apart from the first outcomes (rule 37). */
export interface HeldRelease {
  readonly heldId: number;
  readonly outcome: IntakeOutcome;
  readonly releasedAt: Instant;
}

/** A held usage that was tried again and now waits for something else. */
export interface HeldAgain {
  readonly heldId: number;
  readonly reason: string;
  readonly sentence: string;
}

/** A rejected record that was replayed and found another outcome; counted apart from the first outcomes (rule 37). */
export interface RefusedReplay {
  readonly refusedId: number;
  readonly outcome: Exclude<IntakeOutcome, 'rejected'>;
  readonly replayedAt: Instant;
}

/** A refused command, remembered for 24 hours so that a retry gets the same answer (rule 9). */
export interface CommandRefusal {
  readonly key: Fingerprint;
  readonly input: Fingerprint;
  readonly rejection: string;
  readonly refusedAt: Instant;
}

/** Facts that become durable together with the appends they belong to. */
export interface IntakeFacts {
  readonly ranges: readonly OutcomeRange[];
  readonly progress: readonly SourceProgress[];
  readonly refused: readonly RefusedRecord[];
  readonly held: readonly HeldRecord[];
  readonly released: readonly HeldRelease[];
  readonly heldAgain: readonly HeldAgain[];
  readonly replayed: readonly RefusedReplay[];
  readonly commandRefusals: readonly CommandRefusal[];
}
