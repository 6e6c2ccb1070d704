import { credits, invariant, subtractCredits, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits, GrantId } from '#libs/kernel/index.js';
import type { Book, Movement } from '../movements.js';
import { isSameBucket } from '../overage/buckets.js';
import type { BucketState } from '../state.js';
import type { GrantTerms, OverageBucket } from '../terms.js';

/** The overage after an event's movements; `known` are the terms of grants that repay. */
export function moveOverage(
  overage: readonly BucketState[],
  movements: readonly Movement[],
  known: readonly GrantTerms[] = [],
): readonly BucketState[] {
  const touching = movements.filter(({ from, to }) => from.book === 'overage' || to.book === 'overage');
  if (touching.length === 0) return overage;
  const moved = touching.reduce((buckets, movement) => follow(buckets, movement, known), overage);
  invariant(moved.every(isSound), 'no more of a bucket is settled than was made');
  return moved;
}

function follow(
  overage: readonly BucketState[],
  { from, to, amountMicro }: Movement,
  known: readonly GrantTerms[],
): readonly BucketState[] {
  if (from.book === 'overage') {
    return withBucket(overage, from.bucket, (state) => unsettled(opened(state, amountMicro), to, amountMicro));
  }
  if (to.book !== 'overage') return overage;
  return withBucket(overage, to.bucket, (state) => settled(opened(state, -amountMicro), from, amountMicro, known));
}

function opened(state: BucketState, amountMicro: bigint): BucketState {
  return { ...state, openMicro: credits(state.openMicro + amountMicro) };
}

/** What was open is settled by where the credits come from. */
function settled(state: BucketState, by: Book, amountMicro: Credits, known: readonly GrantTerms[]): BucketState {
  if (by.book === 'billed') return { ...state, billedMicro: credits(state.billedMicro + amountMicro) };
  if (by.book === 'written_off') return { ...state, writtenOffMicro: credits(state.writtenOffMicro + amountMicro) };
  if (by.book !== 'grant') return state;
  const grant = known.find((terms) => terms.grant === by.grant);
  invariant(grant !== undefined, 'overage is repaid as a grant is given');
  return { ...state, repayments: [...state.repayments, { grant, amountMicro }] };
}

/** The settlement is undone, and the credits go back to where they came from (rule 28). */
function unsettled(state: BucketState, to: Book, amountMicro: Credits): BucketState {
  if (to.book === 'billed') return { ...state, billedMicro: subtractCredits(state.billedMicro, amountMicro) };
  if (to.book === 'written_off') {
    return { ...state, writtenOffMicro: subtractCredits(state.writtenOffMicro, amountMicro) };
  }
  return to.book === 'grant' ? unrepaid(state, to.grant, amountMicro) : state;
}

/** A grant repays a bucket once: as it is given. */
function unrepaid(state: BucketState, by: GrantId, amountMicro: Credits): BucketState {
  const at = state.repayments.findIndex(({ grant }) => grant.grant === by);
  const repayment = state.repayments[at];
  invariant(repayment !== undefined, 'a repayment is undone that was made');
  const left = subtractCredits(repayment.amountMicro, amountMicro);
  invariant(left >= 0n, 'no more of a repayment is undone than was made');
  const { repayments } = state;
  return {
    ...state,
    repayments: left === 0n ? repayments.toSpliced(at, 1) : repayments.with(at, { ...repayment, amountMicro: left }),
  };
}

function withBucket(
  overage: readonly BucketState[],
  bucket: OverageBucket,
  change: (state: BucketState) => BucketState,
): readonly BucketState[] {
  const at = overage.findIndex((one) => isSameBucket(one.bucket, bucket));
  const found = overage[at];
  return found === undefined ? [...overage, change(emptyBucket(bucket))] : overage.with(at, change(found));
}

function emptyBucket(bucket: OverageBucket): BucketState {
  const nothing = { openMicro: ZERO_CREDITS, billedMicro: ZERO_CREDITS, writtenOffMicro: ZERO_CREDITS };
  return { bucket, ...nothing, repayments: [], line: null };
}

function isSound({ openMicro, billedMicro, writtenOffMicro }: BucketState): boolean {
  return openMicro >= 0n && billedMicro >= 0n && writtenOffMicro >= 0n;
}
