import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { SourceName } from '#libs/journal/ports/intake-facts.js';

/** A line above this is cut: it is refused as too large in any case, and must not fill the memory first. */
const LINE_BYTES_MAX = 1 << 20;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BLANKS = new Set([0x20, 0x09, CARRIAGE_RETURN]);

export interface UsageLine {
  /** 1 for the first line, as editors count; blank lines count too but are not given. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** Bytes of the file up to the end of this line. */
  readonly readTo: number;
}

/** The same content is the same source, whatever the file is called: telling it twice charges nothing twice. */
export async function sourceOfFile(path: string): Promise<SourceName> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return `file:${hash.digest('hex')}`;
}

export async function fileBytes(path: string): Promise<number> {
  return (await stat(path)).size;
}

/** The lines of an NDJSON file, to the byte; the last one may lack its line feed. */
export async function* usageLines(path: string): AsyncGenerator<UsageLine> {
  let number = 0;
  let readTo = 0;
  let pending: Buffer[] = [];
  const line = (): UsageLine => ({ number, bytes: cut(pending), readTo });
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      pending.push(chunk.subarray(from, end));
      number += 1;
      readTo += end + 1 - from;
      from = end + 1;
      if (!isBlank(pending)) yield line();
      pending = [];
    }
    readTo += chunk.length - from;
    if (from < chunk.length && held(pending) < LINE_BYTES_MAX) pending.push(chunk.subarray(from));
  }
  number += 1;
  if (!isBlank(pending)) yield line();
}

function held(parts: readonly Buffer[]): number {
  return parts.reduce((total, part) => total + part.length, 0);
}

function isBlank(parts: readonly Buffer[]): boolean {
  return parts.every((part) => part.every((byte) => BLANKS.has(byte)));
}

/** A line of a file written on Windows ends in a carriage return that is not part of it. */
function cut(parts: readonly Buffer[]): Uint8Array {
  const bytes = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
  const end = bytes.at(-1) === CARRIAGE_RETURN ? bytes.length - 1 : bytes.length;
  return bytes.subarray(0, Math.min(end, LINE_BYTES_MAX));
}
