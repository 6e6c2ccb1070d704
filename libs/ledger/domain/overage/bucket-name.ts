import type { OverageBucket } from '../terms.js';

/** Names a bucket on a line and in the books (rule 21). */
export function bucketName({ period, policy, priceVersion }: OverageBucket): string {
  return `${period}-${policy}-${priceVersion ?? 'unpriced'}`;
}
