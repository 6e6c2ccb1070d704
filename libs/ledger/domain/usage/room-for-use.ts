import { isInCreditsRange, type MemberId } from '#libs/kernel/index.js';
import { usedIn } from '../periods/periods.js';
import type { OpenAccountState } from '../state.js';
import { usedBy } from './charge-flags.js';

/** Whether what is used in a period, in all and by the member, is still an amount when so much is added (rule 1). */
export function hasRoomForUse(
  state: OpenAccountState,
  period: number,
  member: MemberId | null,
  amountMicro: bigint,
): boolean {
  const byMember = member === null ? 0n : usedBy(state, member, period);
  return isInCreditsRange(usedIn(state, period) + amountMicro) && isInCreditsRange(byMember + amountMicro);
}
