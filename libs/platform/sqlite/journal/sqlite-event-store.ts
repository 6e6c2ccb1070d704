import type { DatabaseSync } from 'node:sqlite';
import { NO_STREAM, type Position, type Revision, type StreamName } from '#libs/journal/contract.js';
import { JournalFault } from '#libs/journal/faults.js';
import type {
  AppendOutcome,
  EventStorePort,
  RevisionConflict,
  StoredRecord,
  StreamAppend,
  Subscription,
} from '#libs/journal/ports/event-store.port.js';
import type { IntakeFacts } from '#libs/journal/ports/intake-facts.js';
import { CommitChain } from './commit-chain.js';
import { IntakeFactsWriter } from './intake-facts-writer.js';
import type { PlacedKey } from './key-entries.js';
import type { KeyWriter } from './key-writer.js';
import { ledgerIdOf } from './ledger-database.js';
import { PollingSubscription } from './polling-subscription.js';
import { RecordReader } from './record-reader.js';
import { RecordWriter } from './record-writer.js';
import type { PlacedRecord } from './segment.js';
import { StreamHeads, type StreamHead } from './stream-heads.js';

/** The journal in SQLite: records, their keys and the intake's facts in one transaction; all or nothing. */
export class SqliteEventStore implements EventStorePort {
  readonly ledgerId: string;
  private readonly heads: StreamHeads;
  private readonly reader: RecordReader;
  private readonly factsWriter: IntakeFactsWriter;
  private readonly recordWriter: RecordWriter;
  private readonly chain: CommitChain;
  private readonly wakers = new Set<() => void>();
  private lastPosition: Position;
  /** After an I/O error nobody knows what is on disk: nothing is written any more. */
  private broken: JournalFault | undefined;

  constructor(
    private readonly database: DatabaseSync,
    private readonly keyWriter: KeyWriter,
  ) {
    this.ledgerId = ledgerIdOf(database);
    this.heads = new StreamHeads(database);
    this.reader = new RecordReader(database);
    this.factsWriter = new IntakeFactsWriter(database);
    this.recordWriter = new RecordWriter(database);
    this.lastPosition = this.reader.headNow();
    this.chain = new CommitChain(database, this.lastPosition);
  }

  append(appends: readonly StreamAppend[], facts?: IntakeFacts): Promise<AppendOutcome> {
    if (this.broken !== undefined) return Promise.reject(this.broken);
    const conflicts = this.conflicts(appends);
    if (conflicts.length > 0) return Promise.resolve({ type: 'wrong_revision', conflicts });
    try {
      this.commit(appends, facts);
    } catch (cause) {
      this.broken = new JournalFault(
        'ledger_write_failed',
        `the ledger could not be written: ${String(cause)}`,
        false,
        {
          cause,
        },
      );
      return Promise.reject(this.broken);
    }
    for (const wake of this.wakers) wake();
    return Promise.resolve({ type: 'appended', lastPosition: this.lastPosition });
  }

  readStream(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredRecord[]> {
    return this.reader.readStream(stream, from, limit);
  }

  readAll(after: Position, limit: number): Promise<readonly StoredRecord[]> {
    return this.reader.readAll(after, limit);
  }

  head(): Promise<Position> {
    return Promise.resolve(this.lastPosition);
  }

  subscribe(after: Position, onRecords: (records: readonly StoredRecord[]) => Promise<void>): Subscription {
    const subscription = new PollingSubscription(
      after,
      (from, limit) => this.readAll(from, limit),
      onRecords,
      () => this.wakers.delete(wake),
    );
    const wake = (): void => subscription.wake();
    this.wakers.add(wake);
    return subscription;
  }

  private conflicts(appends: readonly StreamAppend[]): readonly RevisionConflict[] {
    return appends
      .map(({ stream, expectedRevision }) => ({
        stream,
        expected: expectedRevision,
        actual: this.heads.get(stream)?.revision ?? NO_STREAM,
      }))
      .filter(({ expected, actual }) => expected !== actual);
  }

  private commit(appends: readonly StreamAppend[], facts: IntakeFacts | undefined): void {
    let position = this.lastPosition;
    const moved = new Map<StreamName, StreamHead>();
    const placed: PlacedRecord[] = [];
    const keys: PlacedKey[] = [];
    const newStreams: StreamName[] = [];
    this.database.exec('BEGIN IMMEDIATE');
    for (const { stream, expectedRevision, records } of appends) {
      const known = this.heads.get(stream)?.streamNo;
      const streamNo = known ?? this.heads.createStream(stream);
      if (known === undefined) newStreams.push(stream);
      let revision = expectedRevision;
      for (const { type, body, keys: used } of records) {
        revision += 1;
        position += 1;
        placed.push({ position, streamNo, revision, type, body });
        for (const { key, content } of used) keys.push({ key, content, streamNo, revision });
      }
      moved.set(stream, { streamNo, revision });
    }
    this.chain.add(placed, newStreams, (digest) => this.recordWriter.write(placed, digest));
    this.keyWriter.write(keys, position);
    if (facts !== undefined) this.factsWriter.write(facts);
    this.database.exec('COMMIT');
    this.keyWriter.committed(position);
    this.chain.committed();
    this.lastPosition = position;
    for (const [stream, head] of moved) this.heads.set(stream, head);
  }
}
