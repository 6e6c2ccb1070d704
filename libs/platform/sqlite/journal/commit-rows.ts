import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Position, Revision, StreamName } from '#libs/journal/contract.js';
import { SELECT_LINK, type ChainLink } from './commit-chain.js';
import type { PlacedRecord } from './segment.js';
import { StreamNumbers } from './stream-numbers.js';

/** A row of `commits`. */
export interface CommitRow extends ChainLink {
  readonly firstPosition: Position;
  readonly checksums: Uint8Array;
}

export interface SegmentRow {
  readonly first: Position;
  readonly records: Uint8Array;
}

/** As of one moment. */
export interface JournalEnds {
  /** Last position that a commit vouches for. */
  readonly commits: Position;
  /** Last position of a record. */
  readonly records: Position;
  /** First position of a record, or 1: positions begin there. */
  readonly first: Position;
}

type StatementName =
  | 'link'
  | 'commits'
  | 'digest'
  | 'names'
  | 'rows'
  | 'rowCount'
  | 'segment'
  | 'segmentCount'
  | 'part'
  | 'parts'
  | 'ends';

/** What the check of a journal reads: each row by its place, so that nothing has to fit in memory. */
export class CommitRows {
  private readonly statements: Readonly<Record<StatementName, StatementSync>>;
  private readonly streams: StreamNumbers;

  constructor(database: DatabaseSync) {
    this.streams = new StreamNumbers(database);
    this.statements = {
      link: database.prepare(SELECT_LINK),
      commits: database.prepare(`
        SELECT first_position AS firstPosition, last_position AS lastPosition, last_stream AS lastStreamNo, digest, checksums
        FROM commits WHERE last_position > ? AND last_position <= ? ORDER BY last_position LIMIT ?`),
      digest: database.prepare('SELECT digest FROM commits WHERE last_position = ?'),
      names: database.prepare('SELECT name FROM streams WHERE stream_no > ? AND stream_no <= ? ORDER BY stream_no'),
      rows: database.prepare(`
        SELECT position, stream_no AS streamNo, revision, type, body FROM records
        WHERE position >= ? AND position <= ? ORDER BY position`),
      rowCount: database.prepare('SELECT count(*) AS n FROM records WHERE position >= ? AND position <= ?'),
      segment: database.prepare('SELECT first_position AS first, records FROM segments WHERE last_position = ?'),
      segmentCount: database.prepare(
        'SELECT count(*) AS n FROM segments WHERE last_position >= ? AND last_position <= ?',
      ),
      part: database.prepare('SELECT segment FROM segment_streams WHERE stream_no = ? AND last_revision = ?'),
      parts: database.prepare(`
        SELECT count(*) AS n FROM segment_streams
        WHERE segment <= ? OR segment > (SELECT ifnull(max(last_position), 0) FROM segments)`),
      ends: database.prepare(`
        SELECT ifnull((SELECT max(last_position) FROM commits), 0) AS commits, max(
          ifnull((SELECT max(position) FROM records), 0), ifnull((SELECT max(last_position) FROM segments), 0)) AS records,
        min(
          ifnull((SELECT min(position) FROM records), 1), ifnull((SELECT min(last_position) FROM segments), 1)) AS first`),
    };
  }

  newest(): ChainLink | undefined {
    return this.statements.link.get() as unknown as ChainLink | undefined;
  }

  after(position: Position, until: Position, limit: number): readonly CommitRow[] {
    return this.statements.commits.all(position, until, limit) as unknown as readonly CommitRow[];
  }

  digestAt(lastPosition: Position): Uint8Array | undefined {
    return this.statements.digest.get(lastPosition)?.['digest'] as Uint8Array | undefined;
  }

  /** Names of the streams with a number above the first given, up to the second. */
  streamNames(above: number, upTo: number): readonly StreamName[] {
    return this.statements.names.all(above, upTo).map(({ name }) => String(name));
  }

  rows(first: Position, last: Position): readonly PlacedRecord[] {
    return this.statements.rows.all(first, last) as unknown as readonly PlacedRecord[];
  }

  rowCount(first: Position, last: Position): number {
    return Number(this.statements.rowCount.get(first, last)!['n']);
  }

  segment(last: Position): SegmentRow | undefined {
    return this.statements.segment.get(last) as unknown as SegmentRow | undefined;
  }

  segmentCount(first: Position, last: Position): number {
    return Number(this.statements.segmentCount.get(first, last)!['n']);
  }

  /** Which segment the index of streams names for the last record of a stream in it. */
  segmentOfPart(streamNo: number, lastRevision: Revision): Position | undefined {
    const row = this.statements.part.get(streamNo, lastRevision);
    return row && Number(row['segment']);
  }

  /** Entries of the index of streams for the segments up to a position, and for segments behind the last there is. */
  partCount(upTo: Position): number {
    return Number(this.statements.parts.get(upTo)!['n']);
  }

  ends(): JournalEnds {
    return this.statements.ends.get() as unknown as JournalEnds;
  }

  /** `account-a@3`; a name that is gone is told by its number. */
  placeOf({ streamNo, revision }: Pick<PlacedRecord, 'streamNo' | 'revision'>): string {
    return `${this.streams.find(streamNo) ?? `stream ${streamNo}`}@${revision}`;
  }
}
