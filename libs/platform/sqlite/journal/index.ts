import type { DatabaseSync } from 'node:sqlite';
import type { EventCodec } from '#libs/journal/codec.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { StoreJournalReader } from '#libs/journal/application/store-journal-reader.js';
import type { EventStorePort } from '#libs/journal/ports/event-store.port.js';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';
import type { JournalIntegrityPort } from '#libs/journal/ports/journal-integrity.port.js';
import type { KeyIndexPort } from '#libs/journal/ports/key-index.port.js';
import type { SourceProofsPort } from '#libs/journal/ports/source-proofs.port.js';
import type { StreamDirectoryPort } from '#libs/journal/ports/stream-directory.port.js';
import { FollowingKeyIndex } from './following-key-index.js';
import { KeyRuns } from './key-runs.js';
import { KeyWriter } from './key-writer.js';
import { ledgerIdOf, openForReading, openForWriting } from './ledger-database.js';
import { RecordReader } from './record-reader.js';
import { lockForWriting } from './single-writer-lock.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { SqliteIntakeRecords } from './sqlite-intake-records.js';
import { SqliteJournalIntegrity } from './sqlite-journal-integrity.js';
import { SqliteKeyIndex } from './sqlite-key-index.js';
import { SqliteSourceProofs } from './sqlite-source-proofs.js';
import { SqliteStreamDirectory } from './sqlite-stream-directory.js';

export { LedgerLocked } from './single-writer-lock.js';

export interface WritableJournal {
  readonly eventStore: EventStorePort;
  readonly keyIndex: KeyIndexPort;
  readonly intakeRecords: IntakeRecordsPort;
  readonly sourceProofs: SourceProofsPort;
  readonly streamDirectory: StreamDirectoryPort;
  close(): void;
}

/**
 * Opens ledger.db for the one process that writes it, and creates it if there is none.
 * @throws LedgerLocked when another process has it; JournalFault when it is not durable or of another format
 */
export function openWritableJournal(path: string): WritableJournal {
  const lock = lockForWriting(`${path}.lock`);
  try {
    const database = openForWriting(path);
    const runs = new KeyRuns(database);
    const keyIndex = new SqliteKeyIndex(database, runs);
    return {
      eventStore: new SqliteEventStore(database, new KeyWriter(database, keyIndex, runs)),
      keyIndex,
      intakeRecords: new SqliteIntakeRecords(database),
      sourceProofs: new SqliteSourceProofs(path),
      streamDirectory: new SqliteStreamDirectory(database),
      close: () => {
        database.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

export interface ReadOnlyJournal {
  readonly ledgerId: string;
  readonly reader: JournalReader;
  readonly keyIndex: KeyIndexPort;
  readonly integrity: JournalIntegrityPort;
  readonly intakeRecords: IntakeRecordsPort;
  readonly sourceProofs: SourceProofsPort;
  readonly streamDirectory: StreamDirectoryPort;
  close(): void;
}

/** Beside a running writer, in another thread or process. */
export function openReadOnlyJournal(path: string, codec: EventCodec): ReadOnlyJournal {
  const database: DatabaseSync = openForReading(path);
  const sourceProofs = new SqliteSourceProofs(path);
  const keyIndex = new FollowingKeyIndex(database);
  return {
    ledgerId: ledgerIdOf(database),
    reader: new StoreJournalReader(new RecordReader(database), keyIndex, codec),
    keyIndex,
    integrity: new SqliteJournalIntegrity(database, sourceProofs),
    intakeRecords: new SqliteIntakeRecords(database),
    sourceProofs,
    streamDirectory: new SqliteStreamDirectory(database),
    close: () => database.close(),
  };
}
