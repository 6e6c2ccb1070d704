import { credits } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import type { OpenAccountState } from '../state.js';
import type { OverageBucket } from '../terms.js';
import { allowedBucket, headroomMicro } from './headroom.js';

export interface OveragePart {
  readonly bucket: OverageBucket;
  readonly amountMicro: Credits;
}

/**
 * Where usage goes that no grant pays (rule 22): into the policy's bucket as far as its headroom reaches, beyond it into
 * `block`. `ownHeadroomMicro`: what the usage's own reservation holds of the headroom.
 */
export function splitOverage(
  state: OpenAccountState,
  period: number,
  amountMicro: Credits,
  ownHeadroomMicro = 0n,
): readonly OveragePart[] {
  const allowed = allowedBucket(state, period);
  const headroom = headroomMicro(state, period, ownHeadroomMicro);
  const within = headroom < amountMicro ? headroom : amountMicro;
  const parts: OveragePart[] = [];
  if (allowed !== undefined && within > 0n) parts.push({ bucket: allowed, amountMicro: credits(within) });
  const beyond = amountMicro - within;
  if (beyond > 0n) parts.push({ bucket: blockBucket(period), amountMicro: credits(beyond) });
  return parts;
}

function blockBucket(period: number): OverageBucket {
  return { period, policy: 'block', priceVersion: null };
}
