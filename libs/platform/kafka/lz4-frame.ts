/**
 * Reads the LZ4 frame format (github.com/lz4/lz4, doc/lz4_Frame_format.md) as Kafka producers write it. Checksums are
 * passed over: the record batch around the frame has its own. Here because every published codec builds native code.
 */

const MAGIC = 0x184d2204;
const HEADER_CHECKSUM_BYTES = 1;
const CHECKSUM_BYTES = 4;
const UNCOMPRESSED_BLOCK = 0x80000000;
const MIN_MATCH = 4;
/** In a length's four bits: more bytes of length follow. */
const EXTENDED = 15;

const CONTENT_SIZE_BYTES = 8;
const DICTIONARY_ID_BYTES = 4;

export class CorruptLz4Frame extends Error {
  override readonly name = 'CorruptLz4Frame';
}

/** @throws CorruptLz4Frame */
export function decompressLz4Frame(frame: Buffer): Buffer {
  if (frame.length < 7 || frame.readUInt32LE(0) !== MAGIC) throw new CorruptLz4Frame('not an LZ4 frame');
  const flags = frame.readUInt8(4);
  const blockChecksumBytes = flags & 0x10 ? CHECKSUM_BYTES : 0;
  let at = 6 + (flags & 0x08 ? CONTENT_SIZE_BYTES : 0) + (flags & 0x01 ? DICTIONARY_ID_BYTES : 0);
  at += HEADER_CHECKSUM_BYTES;
  const output = new Output(frame.length * 4);
  for (;;) {
    if (at + 4 > frame.length) throw new CorruptLz4Frame('the frame ends without its end mark');
    const size = frame.readUInt32LE(at);
    at += 4;
    if (size === 0) return output.written();
    const end = at + (size & ~UNCOMPRESSED_BLOCK);
    if (end > frame.length) throw new CorruptLz4Frame('a block is longer than the frame');
    if (size & UNCOMPRESSED_BLOCK) output.append(frame, at, end);
    else decompressBlock(frame, at, end, output);
    at = end + blockChecksumBytes;
  }
}

/** A block is a run of (literals, match) pairs; the last has literals only. */
function decompressBlock(input: Buffer, start: number, end: number, output: Output): void {
  let at = start;
  const byte = (): number => {
    if (at >= end) throw new CorruptLz4Frame('a block ends in the middle of a sequence');
    return input.readUInt8(at++);
  };
  const length = (nibble: number): number => {
    let total = nibble;
    if (nibble < EXTENDED) return total;
    let more: number;
    do {
      more = byte();
      total += more;
    } while (more === 255);
    return total;
  };
  while (at < end) {
    const token = byte();
    const literalEnd = length(token >> 4) + at;
    if (literalEnd > end) throw new CorruptLz4Frame('literals are longer than their block');
    output.append(input, at, literalEnd);
    at = literalEnd;
    if (at === end) return;
    const distance = byte() | (byte() << 8);
    output.repeat(distance, length(token & 0x0f) + MIN_MATCH);
  }
}

class Output {
  private buffer: Buffer;
  private length = 0;

  constructor(capacity: number) {
    this.buffer = Buffer.allocUnsafe(capacity);
  }

  append(input: Buffer, start: number, end: number): void {
    this.reserve(end - start);
    this.length += input.copy(this.buffer, this.length, start, end);
  }

  /** The match may reach into what it writes: a distance of 1 repeats the last byte. */
  repeat(distance: number, count: number): void {
    if (distance === 0 || distance > this.length) throw new CorruptLz4Frame('a match starts before the data');
    this.reserve(count);
    for (const end = this.length + count; this.length < end; this.length += 1) {
      this.buffer[this.length] = this.buffer[this.length - distance] as number;
    }
  }

  written(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + count));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }
}
