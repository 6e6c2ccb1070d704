import type { UsageCorrected } from '../events.js';
import { movementsOf } from '../movements.js';
import type { OpenAccountState } from '../state.js';

/** What remains and what is owed after a correction's steps: bigints, for they may leave the range (rule 1). */
export function balancesAfter(
  { remainingMicro, overageMicro }: OpenAccountState,
  steps: UsageCorrected,
): { readonly remainingMicro: bigint; readonly overageMicro: bigint } {
  let remaining: bigint = remainingMicro;
  let overage: bigint = overageMicro;
  for (const { from, to, amountMicro } of movementsOf(steps)) {
    if (from.book === 'grant') remaining -= amountMicro;
    if (to.book === 'grant') remaining += amountMicro;
    if (from.book === 'overage') overage += amountMicro;
    if (to.book === 'overage') overage -= amountMicro;
  }
  return { remainingMicro: remaining, overageMicro: overage };
}
