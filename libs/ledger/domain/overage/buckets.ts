import { ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import type { BucketState } from '../state.js';
import type { OverageBucket } from '../terms.js';

export function isSameBucket(left: OverageBucket, right: OverageBucket): boolean {
  return left.period === right.period && left.policy === right.policy && left.priceVersion === right.priceVersion;
}

/** What of an account's overage concerns who only reads it. */
export type OpenOverage = Pick<BucketState, 'bucket' | 'openMicro'>;

export function openOf(overage: readonly OpenOverage[], bucket: OverageBucket): Credits {
  return overage.find((one) => isSameBucket(one.bucket, bucket))?.openMicro ?? ZERO_CREDITS;
}
