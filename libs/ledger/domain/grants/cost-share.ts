import { divideRoundHalfUp } from '#libs/kernel/index.js';
import type { CostBasis } from '../terms.js';

/** The part of a grant's cost that goes with a part of its credits, rounded half up to a minor unit. */
export function costShare(costBasis: CostBasis | null, partMicro: bigint, wholeMicro: bigint): CostBasis | null {
  if (costBasis === null) return null;
  return { ...costBasis, amountMinor: divideRoundHalfUp(costBasis.amountMinor * partMicro, wholeMicro) };
}
