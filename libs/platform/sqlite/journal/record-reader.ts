import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Position, Revision, StreamName } from '#libs/journal/contract.js';
import type { RecordReaderPort, StoredRecord } from '#libs/journal/ports/event-store.port.js';

/** Reads records on any connection, the writer's or a read-only one. */
export class RecordReader implements RecordReaderPort {
  private readonly byStream: StatementSync;
  private readonly byPosition: StatementSync;
  private readonly newest: StatementSync;

  constructor(database: DatabaseSync) {
    this.byStream = database.prepare(`
      SELECT position, name AS stream, revision, type, body FROM records JOIN streams USING (stream_no)
      WHERE name = ? AND revision >= ? ORDER BY revision LIMIT ?`);
    this.byPosition = database.prepare(`
      SELECT position, name AS stream, revision, type, body FROM records JOIN streams USING (stream_no)
      WHERE position > ? ORDER BY position LIMIT ?`);
    this.newest = database.prepare('SELECT max(position) AS position FROM records');
  }

  readStream(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredRecord[]> {
    return Promise.resolve(this.byStream.all(stream, from, limit) as unknown as readonly StoredRecord[]);
  }

  readAll(after: Position, limit: number): Promise<readonly StoredRecord[]> {
    return Promise.resolve(this.byPosition.all(after, limit) as unknown as readonly StoredRecord[]);
  }

  head(): Promise<Position> {
    return Promise.resolve(this.headNow());
  }

  headNow(): Position {
    return Number(this.newest.get()!['position'] ?? 0);
  }
}
