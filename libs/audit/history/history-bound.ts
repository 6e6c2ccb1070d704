import type { Instant } from '#libs/kernel/index.js';
import type { Position, RecordedEvent, Revision } from '#libs/journal/contract.js';

/** Up to where an account's history is read, all ends included; of several the first to be reached counts. */
export interface HistoryBound {
  readonly toPosition?: Position | undefined;
  readonly toRevision?: Revision | undefined;
  /** By `recordedAt`, which never runs backwards in a stream (rule 11): so what follows is beyond it too. */
  readonly toTime?: Instant | undefined;
}

export function isWithin({ position, revision, meta }: RecordedEvent, bound: HistoryBound): boolean {
  const { toPosition = Infinity, toRevision = Infinity, toTime = Infinity } = bound;
  return position <= toPosition && revision <= toRevision && meta.recordedAt <= toTime;
}
