import { addCredits, invariant, subtractCredits, totalMicro, unreachable, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import type { AccountEvent, UsageCharged } from '#libs/ledger/contract.js';

export interface RunningBalance {
  readonly remainingMicro: Credits;
  readonly overageMicro: Credits;
}

export const NOTHING: RunningBalance = { remainingMicro: ZERO_CREDITS, overageMicro: ZERO_CREDITS };

/** @throws InvariantViolation when a debit does not leave what it says remains: the history is not whole */
export function balanceAfter(before: RunningBalance, event: AccountEvent): RunningBalance {
  switch (event.type) {
    case 'CreditsGranted':
      return { ...before, remainingMicro: addCredits(before.remainingMicro, event.data.amountMicro) };
    case 'UsageCharged':
      return afterCharge(before, event.data);
    case 'AccountOpened':
    case 'MemberAdded':
    case 'AlertRulesSet':
    case 'PeriodOpened':
    case 'UsageConflictRecorded':
      return before;
    default:
      return unreachable(event);
  }
}

function afterCharge(before: RunningBalance, charge: UsageCharged['data']): RunningBalance {
  const fromGrants = charge.allocations.filter(({ grant }) => grant !== null);
  const taken = totalMicro(fromGrants.map(({ amountMicro }) => amountMicro)) as Credits;
  const after = { remainingMicro: charge.remainingAfterMicro, overageMicro: charge.overageAfterMicro };
  invariant(subtractCredits(before.remainingMicro, taken) === after.remainingMicro, 'a debit leaves what it says');
  return after;
}
