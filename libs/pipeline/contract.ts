import type { Credits, Instant, Sha256 } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { SourceName } from '#libs/journal/ports/intake-facts.js';
import type { RawRecord, Refusal, UsageKey } from '#libs/metering/contract.js';

/** Values of CloudEvents `source` a producer may use (rule 8): exact, or a prefix ending in `*`. */
export type SourcePattern = string;

export interface Producer {
  /** Recorded as the actor of what it causes. */
  readonly actor: string;
  readonly sources: readonly SourcePattern[];
}

export interface IntakeRecord extends RawRecord {
  readonly offset: number;
  readonly receivedAt: Instant;
  /**
   * Of the whole record, as its source defines it; wanted on the last record of a batch, where it becomes the digest of
   * the progress. Where it is absent the bytes are hashed.
   */
  readonly digest?: Sha256;
}

/** Consecutive records of one source, oldest first. */
export interface IntakeBatch {
  readonly source: SourceName;
  readonly producer: Producer;
  readonly records: readonly IntakeRecord[];
}

export const HOLD_REASONS = [
  'account_unknown',
  'rate_unknown',
  'usage_too_old',
  'usage_in_future',
  'amount_out_of_range',
  'reservation_already_settled',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export interface ChargeReceipt {
  readonly account: string;
  readonly revision: Revision;
}

/** What became of one record; final and durable when the promise of the batch resolves. */
export type RecordOutcome =
  | { readonly type: 'charged'; readonly key: UsageKey; readonly at: ChargeReceipt; readonly totalMicro: Credits }
  | { readonly type: 'duplicate'; readonly key: UsageKey; readonly at: ChargeReceipt }
  | { readonly type: 'conflict'; readonly key: UsageKey; readonly at: ChargeReceipt }
  | { readonly type: 'held'; readonly key: UsageKey; readonly reason: HoldReason; readonly sentence: string }
  | { readonly type: 'rejected'; readonly refusal: Refusal };

export interface IntakeAnswer {
  /** One per record, in order. */
  readonly outcomes: readonly RecordOutcome[];
  /** Read models that have reached this position show every charge of the batch. */
  readonly position: Position;
}

/** The sentence of the product: validate → dedupe → rate → charge, for a batch. Safe to call again with the same records. */
export interface UsageIntake {
  /** Sources whose offsets the caller gives (Kafka, files): progress is stored with the outcomes. */
  intake(batch: IntakeBatch): Promise<IntakeAnswer>;
  /** Sources without offsets of their own (HTTP): the intake numbers the records per source. */
  submit(
    batch: Omit<IntakeBatch, 'records'> & { readonly records: readonly Omit<IntakeRecord, 'offset'>[] },
  ): Promise<IntakeAnswer>;
}

/**
 * How far the sources that may have a backlog have been read, so that work that takes waits for them (rule 15). The intake
 * moves a source on with the records it has made durable; who reads the source says the rest.
 */
export interface BacklogMarks {
  /** From now on work that takes waits for the source, which has not been read at all yet. */
  register(source: SourceName): void;
  /** Everything received before this instant has been read, and is durable. Never moves back; nothing if not registered. */
  advance(source: SourceName, readUpTo: Instant): void;
  /** Nobody waits for the source any more. */
  forget(source: SourceName): void;
}
