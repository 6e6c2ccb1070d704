import { Buffer } from 'node:buffer';
import type { Fingerprint } from '#libs/kernel/index.js';
import type { KeyUse, Revision } from '#libs/journal/contract.js';

/** A key with the record that used it up. */
export interface PlacedKey extends KeyUse {
  readonly streamNo: number;
  readonly revision: Revision;
}

export const FINGERPRINT_BYTES = 16;
const CONTENT_AT = 16;
const STREAM_AT = 32;
const REVISION_AT = 38;
const NUMBER_BYTES = 6;
export const ENTRY_BYTES = 44;

/** Room for stream number and revision, in hex. */
const NUMBERS_ROOM = '00'.repeat(2 * NUMBER_BYTES);

/**
 * Many keys as they are stored together: entries of one length, so that any of them is found by its place. The digits of
 * all are read in one go: a call for each fingerprint would cost twice as much.
 */
export function packKeys(keys: readonly PlacedKey[]): Buffer {
  const packed = Buffer.from(keys.map(({ key, content }) => key + content + NUMBERS_ROOM).join(''), 'hex');
  let at = 0;
  for (const { streamNo, revision } of keys) {
    packed.writeUIntBE(streamNo, at + STREAM_AT, NUMBER_BYTES);
    packed.writeUIntBE(revision, at + REVISION_AT, NUMBER_BYTES);
    at += ENTRY_BYTES;
  }
  return packed;
}

/** One entry of packed keys, read in place. */
export class KeyEntry {
  private readonly at: number;

  constructor(
    private readonly packed: Buffer,
    entry: number,
  ) {
    this.at = entry * ENTRY_BYTES;
  }

  get key(): Buffer {
    return this.fingerprint(0);
  }

  get content(): Buffer {
    return this.fingerprint(CONTENT_AT);
  }

  get streamNo(): number {
    return this.packed.readUIntBE(this.at + STREAM_AT, NUMBER_BYTES);
  }

  get revision(): Revision {
    return this.packed.readUIntBE(this.at + REVISION_AT, NUMBER_BYTES);
  }

  private fingerprint(from: number): Buffer {
    return this.packed.subarray(this.at + from, this.at + from + FINGERPRINT_BYTES);
  }
}

export function hexOf(bytes: Uint8Array): Fingerprint {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
