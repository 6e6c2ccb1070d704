import { credits, invariant, ZERO_CREDITS, type Credits } from '#libs/kernel/index.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import { movedBy } from '../runner/moved.js';

export interface RunningBalance {
  readonly remainingMicro: Credits;
  readonly overageMicro: Credits;
}

export const NOTHING: RunningBalance = { remainingMicro: ZERO_CREDITS, overageMicro: ZERO_CREDITS };

/** @throws InvariantViolation when an event does not leave what it says remains: the history is not whole */
export function balanceAfter(before: RunningBalance, event: AccountEvent): RunningBalance {
  const { remainingMicro, overageMicro } = movedBy(event);
  const after = {
    remainingMicro: credits(before.remainingMicro + remainingMicro),
    overageMicro: credits(before.overageMicro + overageMicro),
  };
  const said = saidBy(event);
  if (said === undefined) return after;
  const isWhole = said.remainingMicro === after.remainingMicro && said.overageMicro === after.overageMicro;
  invariant(isWhole, `${event.type} leaves what it says remains and is open`);
  return after;
}

/** What an event itself says of the balance after it; most say nothing. */
export function saidBy(event: AccountEvent): RunningBalance | undefined {
  if (event.type !== 'UsageCharged' && event.type !== 'UsageCorrected') return undefined;
  const { remainingAfterMicro: remainingMicro, overageAfterMicro: overageMicro } = event.data;
  return { remainingMicro, overageMicro };
}
