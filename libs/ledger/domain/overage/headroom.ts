import { totalMicro } from '#libs/kernel/index.js';
import type { OpenAccountState } from '../state.js';
import type { OverageBucket } from '../terms.js';
import type { OpenOverage } from './buckets.js';

/** What of an account decides how much more it may owe. */
export interface Owing extends Pick<OpenAccountState, 'overagePolicy' | 'heldHeadroomMicro'> {
  readonly overage: readonly OpenOverage[];
}

/**
 * How much overage the policy still allows in a period, what open reservations hold of it taken off (rules 22, 23).
 * `ownHeadroomMicro` is the part of that which belongs to whoever asks. Zero under `block`, and never below.
 */
export function headroomMicro(state: Owing, period: number, ownHeadroomMicro = 0n): bigint {
  const left = boundMicro(state, period) - state.heldHeadroomMicro + ownHeadroomMicro;
  return left > 0n ? left : 0n;
}

function boundMicro({ overagePolicy, overage }: Owing, period: number): bigint {
  switch (overagePolicy.type) {
    case 'block':
      return 0n;
    case 'limit':
      return overagePolicy.limitMicro - openMicro(overage, ({ policy }) => policy === 'limit');
    case 'invoice':
      return (
        overagePolicy.capMicro - openMicro(overage, (bucket) => bucket.policy === 'invoice' && bucket.period === period)
      );
  }
}

function openMicro(overage: Owing['overage'], among: (bucket: OverageBucket) => boolean): bigint {
  return totalMicro(overage.filter(({ bucket }) => among(bucket)).map((one) => one.openMicro));
}

/** The bucket in which a period's overage has headroom under the account's policy; `undefined` under `block`. */
export function allowedBucket({ overagePolicy }: Owing, period: number): OverageBucket | undefined {
  switch (overagePolicy.type) {
    case 'block':
      return undefined;
    case 'limit':
      return { period, policy: 'limit', priceVersion: null };
    case 'invoice':
      return { period, policy: 'invoice', priceVersion: overagePolicy.price.version };
  }
}
