import type { Revision, StreamName } from '#libs/journal/contract.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';

/**
 * The id of a record, as a UUIDv8: the first 128 bits of SHA-256(stream, revision, body), less the six that say "8".
 * The database compares ids only, so an id must tell two contents apart: one made from a usage key would call another
 * writer's different debit a success.
 */
export function eventId(stream: StreamName, revision: Revision, body: Uint8Array): string {
  const place = Buffer.from(`${stream.length}:${stream}${revision}:`, 'utf8');
  const digits = sha256(Buffer.concat([place, body]));
  const variant = ((parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const parts = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
  ];
  return [...parts, digits.slice(20, 32)].join('-');
}
