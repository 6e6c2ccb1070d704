import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CommitDigest } from './commit-digest.js';
import { packSegment, SEGMENT_RECORDS_MAX, type PlacedRecord } from './segment.js';

/** Below, a commit is stored row by row. */
const PACKED_RECORDS_MIN = 256;

/**
 * Writes the records of a commit inside its transaction: few as rows, many as segments. A row costs an insert and an entry
 * in the index of streams; a segment of 64 records costs one insert, and an entry for each stream in it.
 */
export class RecordWriter {
  private readonly insertRecord: StatementSync;
  private readonly insertSegment: StatementSync;
  private readonly insertPart: StatementSync;

  constructor(database: DatabaseSync) {
    this.insertRecord = database.prepare(
      'INSERT INTO records (position, stream_no, revision, type, body) VALUES (?, ?, ?, ?, ?)',
    );
    this.insertSegment = database.prepare(
      'INSERT INTO segments (last_position, first_position, records) VALUES (?, ?, ?)',
    );
    this.insertPart = database.prepare(
      'INSERT INTO segment_streams (stream_no, last_revision, segment) VALUES (?, ?, ?)',
    );
  }

  /**
   * @param records in order of their positions, those of one stream together; at least one
   * @param digest of the commit: takes what is stored in as it is written
   */
  write(records: readonly PlacedRecord[], digest: CommitDigest): void {
    if (records.length < PACKED_RECORDS_MIN) return this.writeRows(records, digest);
    for (let first = 0; first < records.length; first += SEGMENT_RECORDS_MAX) {
      this.writeSegment(records.slice(first, first + SEGMENT_RECORDS_MAX), digest);
    }
  }

  private writeRows(records: readonly PlacedRecord[], digest: CommitDigest): void {
    digest.addRows(records);
    for (const { position, streamNo, revision, type, body } of records) {
      this.insertRecord.run(position, streamNo, revision, type, body);
    }
  }

  private writeSegment(records: readonly PlacedRecord[], digest: CommitDigest): void {
    const segment = records.at(-1)!.position;
    const first = records[0]!.position;
    const packed = packSegment(records);
    this.insertSegment.run(segment, first, packed);
    digest.addSegment(first, segment, packed);
    records.forEach(({ streamNo, revision }, at) => {
      if (records[at + 1]?.streamNo !== streamNo) this.insertPart.run(streamNo, revision, segment);
    });
  }
}
