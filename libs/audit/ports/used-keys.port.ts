import type { Fingerprint } from '#libs/kernel/index.js';
import type { KeyUse, PriorUse, RecordedEvent } from '#libs/journal/contract.js';

/** Facts that may happen only once: what events say of them, and what the index says. */
export interface UsedKeys {
  /** Of an event, from that event alone: the index is derived. */
  keysOf(record: RecordedEvent): readonly KeyUse[];
  /** Where the index says that keys were used first. */
  find(keys: readonly Fingerprint[]): Promise<ReadonlyMap<Fingerprint, PriorUse>>;
}
