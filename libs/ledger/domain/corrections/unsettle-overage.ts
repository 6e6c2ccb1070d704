import { invariant, smallerCredits, subtractCredits, type Credits } from '#libs/kernel/index.js';
import type { BucketState } from '../state.js';
import type { GrantTerms, OverageBucket } from '../terms.js';
import { isSameBucket } from '../overage/buckets.js';

/** A part of a bucket that is undone, and what had become of it. */
export type Unsettled =
  | { readonly how: 'open' | 'billed' | 'written_off'; readonly amountMicro: Credits }
  | { readonly how: 'repaid'; readonly grant: GrantTerms; readonly amountMicro: Credits };

/** Takes credits out of buckets part by part; each part finds what the parts before it have left. */
export class OverageUndoing {
  constructor(private buckets: readonly BucketState[]) {}

  /** Rule 28: open first, then repaid, latest first, then billed; what was written off comes last. */
  take(bucket: OverageBucket, amountMicro: Credits): readonly Unsettled[] {
    const at = this.buckets.findIndex((other) => isSameBucket(other.bucket, bucket));
    let found = this.buckets[at];
    invariant(found !== undefined, 'a bucket that bears usage is kept');
    const parts: Unsettled[] = [];
    for (let dueMicro = amountMicro; dueMicro > 0n;) {
      const part = firstPart(found, dueMicro);
      parts.push(part);
      found = without(found, part);
      dueMicro = subtractCredits(dueMicro, part.amountMicro);
    }
    this.buckets = this.buckets.with(at, found);
    return parts;
  }
}

function firstPart({ openMicro, repayments, billedMicro, writtenOffMicro }: BucketState, dueMicro: Credits): Unsettled {
  if (openMicro > 0n) return { how: 'open', amountMicro: smallerCredits(openMicro, dueMicro) };
  const latest = repayments.at(-1);
  if (latest !== undefined) {
    return { how: 'repaid', grant: latest.grant, amountMicro: smallerCredits(latest.amountMicro, dueMicro) };
  }
  if (billedMicro > 0n) return { how: 'billed', amountMicro: smallerCredits(billedMicro, dueMicro) };
  invariant(writtenOffMicro > 0n, 'a bucket holds all the usage it bears');
  return { how: 'written_off', amountMicro: smallerCredits(writtenOffMicro, dueMicro) };
}

function without(bucket: BucketState, { how, amountMicro }: Unsettled): BucketState {
  switch (how) {
    case 'open':
      return { ...bucket, openMicro: subtractCredits(bucket.openMicro, amountMicro) };
    case 'repaid':
      return { ...bucket, repayments: withoutLatest(bucket.repayments, amountMicro) };
    case 'billed':
      return { ...bucket, billedMicro: subtractCredits(bucket.billedMicro, amountMicro) };
    case 'written_off':
      return { ...bucket, writtenOffMicro: subtractCredits(bucket.writtenOffMicro, amountMicro) };
  }
}

function withoutLatest(repayments: BucketState['repayments'], amountMicro: Credits): BucketState['repayments'] {
  const latest = repayments.at(-1);
  invariant(latest !== undefined && latest.amountMicro >= amountMicro, 'no more is undone than was repaid');
  const others = repayments.slice(0, -1);
  if (latest.amountMicro === amountMicro) return others;
  return [...others, { ...latest, amountMicro: subtractCredits(latest.amountMicro, amountMicro) }];
}
