import type { Credits } from '#libs/kernel/index.js';
import { costShare } from '../grants/cost-share.js';
import type { LiveGrant } from '../state.js';
import type { CostBasis } from '../terms.js';

/**
 * What was paid for the next credits to leave a grant, which are counted in the order in which they leave it. Each bound
 * is rounded once, so the costs of parts that follow each other sum to the cost of the whole, to the last minor unit.
 */
export function partCost({ costBasis, amountMicro, remainingMicro }: LiveGrant, partMicro: Credits): CostBasis | null {
  if (costBasis === null) return null;
  const gone = amountMicro - remainingMicro;
  const costUpTo = (micro: bigint): bigint => costShare(costBasis, micro, amountMicro)!.amountMinor;
  return { ...costBasis, amountMinor: costUpTo(gone + partMicro) - costUpTo(gone) };
}
