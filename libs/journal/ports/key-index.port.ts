import type { Fingerprint } from '#libs/kernel/index.js';
import type { PriorUse, Revision, StreamName } from '../contract.js';

/** Coverage of an index that is written in the journal's own transaction: nothing can be missing. */
export const FULL_COVERAGE: Revision = Number.MAX_SAFE_INTEGER;

export interface KeyLookup {
  readonly hits: ReadonlyMap<Fingerprint, PriorUse>;
  /** Up to which revision of the stream the index holds every key, without a gap; NO_STREAM if none. */
  coverage(stream: StreamName): Revision;
}

/** Which keys have been used, and where. Derived from the journal; may lag behind it, and says by how much. */
export interface KeyIndexPort {
  lookup(keys: readonly Fingerprint[], streams: readonly StreamName[]): Promise<KeyLookup>;
}
