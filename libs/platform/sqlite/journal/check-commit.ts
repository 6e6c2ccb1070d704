import type { IntegrityFault } from '#libs/journal/ports/journal-integrity.port.js';
import type { ChainLink } from './commit-chain.js';
import { CommitDigest, unpackChecksums, type StoredUnit } from './commit-digest.js';
import type { CommitRow, CommitRows } from './commit-rows.js';
import { fault, gapBefore, namesChanged, notFollowing, placeName, type Positions } from './integrity-faults.js';
import { unpackSegment, type PlacedRecord } from './segment.js';

/** Segments read between two chances for others to work. */
const SEGMENTS_AT_ONCE = 16;

/** Compares what a commit vouches for with what is stored, row by row. */
export class CommitCheck {
  /** Entries of the index of streams that the segments seen so far call for. */
  partsSeen = 0;
  /** Whether every segment could be looked into. */
  isWhole = true;

  constructor(private readonly stored: CommitRows) {}

  async *check(commit: CommitRow, previous: ChainLink): AsyncIterable<IntegrityFault> {
    const follows = commit.firstPosition === previous.lastPosition + 1;
    if (!follows) yield gapBefore(commit, previous);
    const names = this.stored.streamNames(previous.lastStreamNo, commit.lastStreamNo);
    const place = { ...commit, firstStreamNo: previous.lastStreamNo + 1 };
    const digest = new CommitDigest(previous.digest, place, names);
    const { streams, units } = unpackChecksums(commit.checksums);
    const isWhole = units.length === 0 || units.at(-1)!.lastPosition === commit.lastPosition;
    const isByRow = units.length === commit.lastPosition - commit.firstPosition + 1;
    const faults = isByRow ? this.rows(commit, units, digest) : this.segments(commit, units, digest);
    let isSame = isWhole;
    for await (const fault of faults) {
      isSame = false;
      yield fault;
    }
    const added = this.added(commit, isByRow ? units.length : 0, isByRow ? 0 : units.length);
    if (added !== undefined) yield added;
    const sameNames = digest.streamsChecksum === streams;
    if (!sameNames) yield namesChanged(commit, names);
    if (isSame && sameNames && follows && !digest.finish().equals(commit.digest)) yield notFollowing(commit);
    if (!isWhole) yield fault('commit_changed', commit, `The checksums of ${placeName(commit)} were changed.`);
  }

  private async *rows(
    { firstPosition, lastPosition }: CommitRow,
    units: readonly StoredUnit[],
    digest: CommitDigest,
  ): AsyncIterable<IntegrityFault> {
    const records = this.stored.rows(firstPosition, lastPosition);
    if (records.length > 0) digest.addRows(records);
    const found = new Map(records.map((record, at) => [record.position, { record, ...digest.units[at]! }]));
    for (const { lastPosition: position, checksum } of units) {
      const stored = found.get(position);
      const at = { firstPosition: position, lastPosition: position };
      if (stored === undefined) yield fault('record_missing', at, `Record ${position} is gone.`);
      else if (stored.checksum !== checksum) yield fault('record_changed', at, this.changedRow(stored.record));
    }
  }

  private async *segments(
    commit: CommitRow,
    units: readonly StoredUnit[],
    digest: CommitDigest,
  ): AsyncIterable<IntegrityFault> {
    let firstPosition = commit.firstPosition;
    for (const [nth, { lastPosition, checksum }] of units.entries()) {
      const at = { firstPosition, lastPosition };
      const segment = this.stored.segment(lastPosition);
      if (segment === undefined) {
        this.isWhole = false;
        yield fault('record_missing', at, `All of ${placeName(at)} are gone.`);
      } else {
        digest.addSegment(segment.first, lastPosition, segment.records);
        const isSame = digest.units.at(-1)!.checksum === checksum;
        this.isWhole &&= isSame;
        if (isSame) yield* this.unindexed(at, segment.records);
        else yield this.changedSegment(at, segment.records);
      }
      firstPosition = lastPosition + 1;
      if (nth % SEGMENTS_AT_ONCE === 0) await new Promise(setImmediate);
    }
  }

  /** Readers of a stream find a segment by its entry in the index of streams. */
  private *unindexed({ firstPosition, lastPosition }: Positions, packed: Uint8Array): Iterable<IntegrityFault> {
    for (const part of partsOf(unpackSegment(packed, firstPosition))) {
      this.partsSeen += 1;
      if (this.stored.segmentOfPart(part.streamNo, part.revision) === lastPosition) continue;
      const sentence = `Who reads the stream does not find record ${part.position} (${this.stored.placeOf(part)}): its index was changed.`;
      yield fault('record_missing', { firstPosition: part.position, lastPosition: part.position }, sentence);
    }
  }

  /** Rows that no commit wrote would be read by stream, or by position. */
  private added(commit: CommitRow, rows: number, segments: number): IntegrityFault | undefined {
    const { firstPosition, lastPosition } = commit;
    const isMore =
      this.stored.rowCount(firstPosition, lastPosition) > rows ||
      this.stored.segmentCount(firstPosition, lastPosition) > segments;
    if (!isMore) return undefined;
    return fault('commit_changed', commit, `Records that it did not write stand among ${placeName(commit)}.`);
  }

  private changedRow(record: PlacedRecord): string {
    return `Record ${record.position} (${this.stored.placeOf(record)}, ${record.type}) is not what was committed.`;
  }

  private changedSegment(at: Positions, packed: Uint8Array): IntegrityFault {
    const sentence = `Of ${placeName(at)}${this.readable(at, packed)} at least one is not what was committed: they are stored together.`;
    return fault('record_changed', at, sentence);
  }

  /** A segment that was changed may not make sense any more. */
  private readable({ firstPosition }: Positions, packed: Uint8Array): string {
    try {
      const records = [...unpackSegment(packed, firstPosition)];
      return ` (${this.stored.placeOf(records[0]!)} to ${this.stored.placeOf(records.at(-1)!)})`;
    } catch {
      return '';
    }
  }
}

/** The last record of each stream in a segment. */
function* partsOf(records: Iterable<PlacedRecord>): Iterable<PlacedRecord> {
  let last: PlacedRecord | undefined;
  for (const record of records) {
    if (last !== undefined && last.streamNo !== record.streamNo) yield last;
    last = record;
  }
  if (last !== undefined) yield last;
}
