import { addCredits, invariant, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits, MemberId } from '#libs/kernel/index.js';
import type { OpenAccountState, OpenPeriod } from '../state.js';

/** The periods after use, or less of it, is booked on one of them; by member for who belongs to the account. */
export function usePeriod(
  { periods, members }: OpenAccountState,
  number: number,
  member: MemberId | null,
  amountMicro: Credits,
): readonly OpenPeriod[] {
  const at = periods.findLastIndex(({ period }) => period === number);
  const found = periods[at];
  invariant(found !== undefined, 'use is booked on an open period');
  const usedMicro = addCredits(found.usedMicro, amountMicro);
  if (member === null || amountMicro === 0n) return periods.with(at, { ...found, usedMicro });
  const before = found.usedByMember.get(member);
  if (before === undefined && !members.has(member)) return periods.with(at, { ...found, usedMicro });
  const after = addCredits(before ?? ZERO_CREDITS, amountMicro);
  const { usedByMember } = found;
  const byMember = after === 0n ? usedByMember.without(member) : usedByMember.with(member, after);
  return periods.with(at, { ...found, usedMicro, usedByMember: byMember });
}
