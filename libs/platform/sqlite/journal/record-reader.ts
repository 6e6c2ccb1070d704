import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Position, Revision, StreamName } from '#libs/journal/contract.js';
import type { RecordReaderPort, StoredRecord } from '#libs/journal/ports/event-store.port.js';
import { unpackSegment, type PlacedRecord } from './segment.js';
import { StreamNumbers } from './stream-numbers.js';

interface SegmentRow {
  readonly last: Position;
  readonly first: Position;
  readonly records: Uint8Array;
}

/** Reads records, from rows and segments alike, on any connection, the writer's or a read-only one. */
export class RecordReader implements RecordReaderPort {
  private readonly streams: StreamNumbers;
  private readonly rowsOfStream: StatementSync;
  private readonly segmentsOfStream: StatementSync;
  private readonly rowsBetween: StatementSync;
  private readonly segmentAfter: StatementSync;
  private readonly newest: StatementSync;

  constructor(database: DatabaseSync) {
    this.streams = new StreamNumbers(database);
    this.rowsOfStream = database.prepare(`
      SELECT position, stream_no AS streamNo, revision, type, body FROM records
      WHERE stream_no = ? AND revision >= ? ORDER BY revision LIMIT ?`);
    this.segmentsOfStream = database.prepare(`
      SELECT last_position AS last, first_position AS first, records
      FROM segment_streams JOIN segments ON last_position = segment
      WHERE stream_no = ? AND last_revision >= ? ORDER BY last_revision LIMIT ?`);
    this.rowsBetween = database.prepare(`
      SELECT position, stream_no AS streamNo, revision, type, body FROM records
      WHERE position > ? AND position < ? ORDER BY position LIMIT ?`);
    this.segmentAfter = database.prepare(`
      SELECT last_position AS last, first_position AS first, records FROM segments
      WHERE last_position > ? ORDER BY last_position LIMIT 1`);
    this.newest = database.prepare(
      'SELECT (SELECT max(position) FROM records) AS row, (SELECT max(last_position) FROM segments) AS packed',
    );
  }

  readStream(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredRecord[]> {
    const streamNo = this.streams.numberOf(stream);
    if (streamNo === undefined) return Promise.resolve([]);
    const found = this.rowsOfStream.all(streamNo, from, limit) as unknown as PlacedRecord[];
    for (const { first, records } of this.segmentsOfStream.iterate(
      streamNo,
      from,
      limit,
    ) as Iterable<unknown> as Iterable<SegmentRow>) {
      for (const record of unpackSegment(records, first)) {
        if (record.streamNo === streamNo && record.revision >= from) found.push(record);
      }
    }
    found.sort((left, right) => left.revision - right.revision);
    return Promise.resolve(found.slice(0, limit).map((record) => this.named(record)));
  }

  readAll(after: Position, limit: number): Promise<readonly StoredRecord[]> {
    const found: StoredRecord[] = [];
    for (let position = after; ;) {
      const segment = this.segmentAfter.get(position) as unknown as SegmentRow | undefined;
      this.addRows(found, position, segment?.first ?? Number.MAX_SAFE_INTEGER, limit);
      if (segment === undefined || found.length === limit) return Promise.resolve(found);
      this.addPacked(found, segment, position, limit);
      if (found.length === limit) return Promise.resolve(found);
      position = segment.last;
    }
  }

  head(): Promise<Position> {
    return Promise.resolve(this.headNow());
  }

  headNow(): Position {
    const { row, packed } = this.newest.get()!;
    return Math.max(Number(row ?? 0), Number(packed ?? 0));
  }

  private addRows(found: StoredRecord[], after: Position, before: Position, limit: number): void {
    if (after + 1 >= before) return;
    const rows = this.rowsBetween.all(after, before, limit - found.length) as unknown as readonly PlacedRecord[];
    for (const row of rows) found.push(this.named(row));
  }

  private addPacked(found: StoredRecord[], segment: SegmentRow, after: Position, limit: number): void {
    for (const record of unpackSegment(segment.records, segment.first)) {
      if (found.length === limit) return;
      if (record.position > after) found.push(this.named(record));
    }
  }

  private named({ position, streamNo, revision, type, body }: PlacedRecord): StoredRecord {
    return { position, stream: this.streams.nameOf(streamNo), revision, type, body };
  }
}
