import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Position } from '#libs/journal/contract.js';
import { packSegment, placedBytes, type PlacedRecord } from './segment.js';

/** What a commit appended stands in the journal: inclusive. */
export interface CommitPlace {
  readonly firstPosition: Position;
  readonly lastPosition: Position;
  /** Number of the first stream that is new with the commit. */
  readonly firstStreamNo: number;
}

/** A row of `records` or `segments`, with a checksum that tells whether it is the one that changed. */
export interface StoredUnit {
  readonly lastPosition: Position;
  readonly checksum: number;
}

const NUMBER_BYTES = 6;
const HEAD_BYTES = 1 + NUMBER_BYTES + 4;
const ROWS = 0;
const SEGMENT = 1;

/**
 * SHA-256 over the digest of the commit before, the place of this one, the names of its new streams and everything it
 * stored, in order. Each part has its length in front, so that no two commits make the same bytes. One hash over whole
 * segments: a call for each record would cost more than the hashing.
 */
export class CommitDigest {
  private readonly hash = createHash('sha256');
  private readonly found: StoredUnit[] = [];
  private readonly namesChecksum: number;
  private readonly head = Buffer.alloc(HEAD_BYTES);

  constructor(previous: Uint8Array, place: CommitPlace, newStreams: readonly string[]) {
    this.hash.update(previous);
    const names = Buffer.from(JSON.stringify(newStreams), 'utf8');
    const numbers = Buffer.alloc(4 * NUMBER_BYTES);
    [place.firstPosition, place.lastPosition, place.firstStreamNo, names.length].forEach((number, at) =>
      numbers.writeUIntBE(number, at * NUMBER_BYTES, NUMBER_BYTES),
    );
    this.hash.update(numbers).update(names);
    this.namesChecksum = crc32(names);
  }

  get units(): readonly StoredUnit[] {
    return this.found;
  }

  /** Of the names of the streams that are new with the commit. */
  get streamsChecksum(): number {
    return this.namesChecksum;
  }

  /** Records stored row by row: packed like a segment for the digest, and each with its own checksum. */
  addRows(records: readonly PlacedRecord[]): void {
    const packed = packSegment(records);
    this.addPart(ROWS, records[0]!.position, packed);
    let at = 0;
    for (const bytes of placedBytes(packed)) {
      const { position, type } = records[at]!;
      this.found.push({ lastPosition: position, checksum: crc32(bytes, crc32(type)) });
      at += 1;
    }
  }

  /** @param packed as it is stored */
  addSegment(firstPosition: Position, lastPosition: Position, packed: Uint8Array): void {
    this.addPart(SEGMENT, firstPosition, packed);
    this.found.push({ lastPosition, checksum: crc32(packed, crc32(this.head)) });
  }

  finish(): Buffer {
    return this.hash.digest();
  }

  private addPart(kind: number, firstPosition: Position, packed: Uint8Array): void {
    this.head[0] = kind;
    this.head.writeUIntBE(firstPosition, 1, NUMBER_BYTES);
    this.head.writeUInt32BE(packed.length, 1 + NUMBER_BYTES);
    this.hash.update(this.head).update(packed);
  }
}

const UNIT_BYTES = NUMBER_BYTES + 4;

/** The checksums of a commit as they are stored: of the names of its new streams, then one per stored row. */
export function packChecksums({ streamsChecksum, units }: CommitDigest): Buffer {
  const packed = Buffer.alloc(4 + units.length * UNIT_BYTES);
  packed.writeUInt32BE(streamsChecksum);
  units.forEach(({ lastPosition, checksum }, at) => {
    packed.writeUIntBE(lastPosition, 4 + at * UNIT_BYTES, NUMBER_BYTES);
    packed.writeUInt32BE(checksum, 4 + at * UNIT_BYTES + NUMBER_BYTES);
  });
  return packed;
}

/** @throws RangeError when they were cut */
export function unpackChecksums(bytes: Uint8Array): {
  readonly streams: number;
  readonly units: readonly StoredUnit[];
} {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const units: StoredUnit[] = [];
  for (let at = 4; at < packed.length; at += UNIT_BYTES) {
    const lastPosition = packed.readUIntBE(at, NUMBER_BYTES);
    units.push({ lastPosition, checksum: packed.readUInt32BE(at + NUMBER_BYTES) });
  }
  return { streams: packed.readUInt32BE(), units };
}
