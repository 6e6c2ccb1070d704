import type { Credits } from '#libs/kernel/index.js';
import type { ChargeableUsage } from '../commands.js';
import type { Booking } from '../periods/periods.js';
import { heldMicro } from '../reservations/held-by-member.js';
import type { Hold, OpenAccountState } from '../state.js';
import type { ChargeFlag } from '../terms.js';

/** A usage as it is about to be charged. */
export interface Charging {
  readonly usage: ChargeableUsage;
  readonly booking: Booking;
  /** Its reservation, where it names one that is open. */
  readonly hold: Hold | undefined;
  readonly totalMicro: Credits;
}

/** What is strange about a usage that is charged all the same (rule 21), in stored order. */
export function chargeFlags(state: OpenAccountState, charging: Charging): readonly ChargeFlag[] {
  const { usage, booking, hold } = charging;
  const flags: ChargeFlag[] = [];
  if (usage.member !== undefined && !state.members.has(usage.member)) flags.push('member_unknown');
  if (booking.isBeforeOpening) flags.push('before_opening');
  if (state.standing === 'suspended') flags.push('account_suspended');
  if (state.standing === 'closed') flags.push('account_closed');
  if (usage.member !== undefined && isOverLimit(state, usage.member, charging)) flags.push('member_over_limit');
  if (booking.originPeriod !== null) flags.push('period_sealed');
  if (usage.reservationId !== undefined && hold === undefined) flags.push('reservation_ended');
  if (hold !== undefined && charging.totalMicro > heldMicro(hold)) flags.push('reservation_overrun');
  return flags;
}

/** Rule 26: by what the member has used in the period that the usage is booked on. */
function isOverLimit(state: OpenAccountState, member: string, { booking, totalMicro: total }: Charging): boolean {
  const limitMicro = state.members.get(member)?.limitMicro ?? null;
  if (limitMicro === null) return false;
  return usedBy(state, member, booking.period) + total > limitMicro;
}

export function usedBy(state: OpenAccountState, member: string, period: number): bigint {
  return state.periods.findLast((open) => open.period === period)?.usedByMember.get(member) ?? 0n;
}
