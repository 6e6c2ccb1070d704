/** SHA-256 as 64 lower-case hex digits. */
export type Sha256 = string;

/** First 128 bits of a SHA-256 as 32 lower-case hex digits: what an index keeps of a key or a content hash. */
export type Fingerprint = string;

/** SHA-256 over the UTF-8 bytes of a text or over bytes; given to the domain as data, since the domain imports no `node:*`. */
export type HashText = (input: string | Uint8Array) => Sha256;

export function fingerprint(hash: Sha256): Fingerprint {
  return hash.slice(0, 32);
}
