import { bucketName } from '../overage/bucket-name.js';
import type { PeriodSealed } from '../events.js';
import { isSameBucket } from '../overage/buckets.js';
import type { BucketState, OpenAccountState } from '../state.js';
import { invariant } from '#libs/kernel/index.js';
import { GrantChanges } from './change-grants.js';
import { moveCredits } from './move-credits.js';

/** The oldest unsealed period leaves, its overage is settled, its grants that roll over have ended. */
export function sealed(state: OpenAccountState, event: PeriodSealed): OpenAccountState {
  const { period, startsAt, endsAt, rollovers } = event.data;
  const [oldest, ...periods] = state.periods;
  invariant(oldest?.period === period && periods.length > 0, 'periods are sealed in order, and one stays open');
  const changes = new GrantChanges();
  for (const { grant } of rollovers) changes.add(grant, { ends: true });
  const moved = moveCredits(state, event, [], changes);
  return {
    ...moved,
    periods,
    sealedPeriods: [...state.sealedPeriods, { period, startsAt, endsAt }],
    overage: moved.overage.map((bucket) => onLine(bucket, event)),
  };
}

/** A billed bucket remembers its line: a correction will have to give back on it (rule 28). */
function onLine(state: BucketState, { data }: PeriodSealed): BucketState {
  const closing = data.overage.find(({ bucket }) => isSameBucket(bucket, state.bucket));
  if (closing === undefined || closing.billedMicro === 0n) return state;
  const name = bucketName(state.bucket);
  const line = data.lines.find(({ kind, subject }) => kind === 'overage' && subject === name);
  invariant(line !== undefined, 'billed overage stands on a line');
  return { ...state, line: { line: line.line, amountMinor: line.amountMinor } };
}
