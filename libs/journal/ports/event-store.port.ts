import type { KeyUse, Position, Revision, StreamName } from '../contract.js';
import type { IntakeFacts } from './intake-facts.js';

/** A record to append: encoded body, and the keys it uses up (derived from the body; given so that no adapter has to decode). */
export interface NewRecord {
  readonly type: string;
  readonly body: Uint8Array;
  readonly keys: readonly KeyUse[];
}

export interface StoredRecord {
  readonly position: Position;
  readonly stream: StreamName;
  readonly revision: Revision;
  readonly type: string;
  readonly body: Uint8Array;
}

export interface StreamAppend {
  readonly stream: StreamName;
  /** Exactly the last revision of the stream, NO_STREAM if it must be new. There is no "any". */
  readonly expectedRevision: Revision;
  readonly records: readonly NewRecord[];
}

export type AppendOutcome =
  | {
      readonly type: 'appended';
      /** Of the last of these records, or of a later one. */ readonly lastPosition: Position;
    }
  | { readonly type: 'wrong_revision'; readonly conflicts: readonly RevisionConflict[] };

export interface RevisionConflict {
  readonly stream: StreamName;
  readonly expected: Revision;
  readonly actual: Revision;
}

/** Ends a subscription; resolves when its last callback has returned. */
export interface Subscription {
  close(): Promise<void>;
}

/** Reading the journal; works beside its writer. */
export interface RecordReaderPort {
  /** Records of one stream from a revision on, oldest first, at most `limit`. Empty when there are none. */
  readStream(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredRecord[]>;

  /** Records of all streams after a position, in order, at most `limit`; after 0, or after a record that was read. */
  readAll(after: Position, limit: number): Promise<readonly StoredRecord[]>;

  /** Position of the newest record; 0 when there is none. */
  head(): Promise<Position>;
}

/**
 * The append-only journal. One contract suite (test/contract) runs against every adapter.
 * Operating faults are thrown as JournalFault; a wrong revision is an answer.
 */
export interface EventStorePort extends RecordReaderPort {
  /** Random, made when the journal was created: checkpoints carry it, so that none is used with another journal. */
  readonly ledgerId: string;

  /**
   * Appends to many streams. Where the engine has transactions it is all or nothing, the facts included, and records of
   * one call stand in the journal in the order given. Elsewhere streams are appended to one by one, in any order, and the
   * facts become durable only after every append has; the conflicts of a wrong revision then name every stream that no
   * longer stands at its expected revision, those that this call has stored included.
   */
  append(appends: readonly StreamAppend[], facts?: IntakeFacts): Promise<AppendOutcome>;

  /** Calls `onRecords` with batches in order, one at a time, first the stored ones, then new ones as they come. */
  subscribe(after: Position, onRecords: (records: readonly StoredRecord[]) => Promise<void>): Subscription;
}
