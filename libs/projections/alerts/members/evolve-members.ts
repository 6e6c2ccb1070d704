import { addCredits, ZERO_CREDITS, type AccountId, type Credits, type MemberId } from '#libs/kernel/index.js';
import type { MemberTerms } from '#libs/ledger/contract.js';
import type { MemberRow } from './member-rows.js';

const NO_PERIOD = -1;

/** Added, or with another limit. */
export function knownMember(row: MemberRow | undefined, account: AccountId, terms: MemberTerms): MemberRow {
  return { ...(row ?? unusedMember(account, terms.member)), known: true, limitMicro: terms.limitMicro };
}

/** What the member used stays. */
export function removedMember(row: MemberRow | undefined, account: AccountId, member: MemberId): MemberRow {
  return { ...(row ?? unusedMember(account, member)), known: false, limitMicro: null };
}

export interface MemberUse {
  readonly account: AccountId;
  readonly member: MemberId;
  readonly period: number;
  /** Negative where a correction gives back. */
  readonly amountMicro: Credits;
}

/** A member the account does not have is shown with what it used (rule 21). */
export function usedByMember(
  row: MemberRow | undefined,
  { account, member, period, amountMicro }: MemberUse,
): MemberRow {
  const before = row ?? unusedMember(account, member);
  if (period < before.period) return before;
  const usedBefore = period === before.period ? before.usedMicro : ZERO_CREDITS;
  return { ...before, period, usedMicro: addCredits(usedBefore, amountMicro) };
}

function unusedMember(account: AccountId, member: MemberId): MemberRow {
  const unused = { period: NO_PERIOD, usedMicro: ZERO_CREDITS, generation: 0 };
  return { account, member, known: false, limitMicro: null, ...unused };
}
