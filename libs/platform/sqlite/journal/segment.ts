import { Buffer } from 'node:buffer';
import type { Position, Revision } from '#libs/journal/contract.js';

/** A record with its place, its stream named by number. */
export interface PlacedRecord {
  readonly position: Position;
  readonly streamNo: number;
  readonly revision: Revision;
  readonly type: string;
  readonly body: Uint8Array;
}

/** Few enough that reading one record out of the middle costs about as much as a row. */
export const SEGMENT_RECORDS_MAX = 64;

const NUMBER_BYTES = 6;
const REVISION_AT = 1 + NUMBER_BYTES;
const LENGTH_AT = REVISION_AT + NUMBER_BYTES;
const HEAD_BYTES = LENGTH_AT + 4;

/** Segments are put together here, one after another, since SQLite copies what it is given; a larger one makes it grow. */
let workbench = Buffer.alloc(256 * 1024);

/**
 * Consecutive records in one blob: the names of their types, each once, then per record one byte of type, stream number
 * and revision in 48 bits each, the length of the body and the body.
 *
 * @returns bytes that are good until the next call
 */
export function packSegment(records: readonly PlacedRecord[]): Buffer {
  const types = [...new Set(records.map(({ type }) => type))];
  const names = Buffer.from(JSON.stringify(types), 'utf8');
  const packed = roomFor(records.reduce((sum, { body }) => sum + HEAD_BYTES + body.length, 2 + names.length));
  packed.writeUInt16BE(names.length);
  packed.set(names, 2);
  let at = 2 + names.length;
  for (const { streamNo, revision, type, body } of records) {
    packed[at] = types.indexOf(type);
    packed.writeUIntBE(streamNo, at + 1, NUMBER_BYTES);
    packed.writeUIntBE(revision, at + REVISION_AT, NUMBER_BYTES);
    packed.writeUInt32BE(body.length, at + LENGTH_AT);
    packed.set(body, at + HEAD_BYTES);
    at += HEAD_BYTES + body.length;
  }
  return packed;
}

function roomFor(bytes: number): Buffer {
  if (bytes > workbench.length) workbench = Buffer.alloc(2 * bytes);
  return workbench.subarray(0, bytes);
}

/** The records of a segment in order; bodies are views of the blob. */
export function* unpackSegment(blob: Uint8Array, first: Position): Iterable<PlacedRecord> {
  const packed = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength);
  let at = 2 + packed.readUInt16BE();
  const types = JSON.parse(packed.toString('utf8', 2, at)) as readonly string[];
  for (let position = first; at < packed.length; position += 1) {
    const body = at + HEAD_BYTES;
    const end = body + packed.readUInt32BE(at + LENGTH_AT);
    yield {
      position,
      streamNo: packed.readUIntBE(at + 1, NUMBER_BYTES),
      revision: packed.readUIntBE(at + REVISION_AT, NUMBER_BYTES),
      type: types[packed[at]!]!,
      body: packed.subarray(body, end),
    };
    at = end;
  }
}

/** Of each record of a segment in order: its place in its stream and its body, without the number of its type. */
export function* placedBytes(packed: Buffer): Iterable<Buffer> {
  for (let at = 2 + packed.readUInt16BE(); at < packed.length;) {
    const end = at + HEAD_BYTES + packed.readUInt32BE(at + LENGTH_AT);
    yield packed.subarray(at + 1, end);
    at = end;
  }
}
