import { accept, reject } from '#libs/kernel/index.js';
import type { CommandContext, ReturnTransfer } from '../commands.js';
import { fateOf } from '../corrections/grant-fate.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import type { AccountState } from '../state.js';

/** Compensation (rule 33): everything goes back into the grants it came from; what has ended meanwhile expires at once. */
export function returnTransfer(
  { account, transfer, reason, context }: ReturnTransfer & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const pending = state.transfers.find((other) => other.transfer === transfer);
  if (pending === undefined) return accept();
  const parts = pending.parts.map(({ grant, amountMicro }) => {
    return { grant, amountMicro, expired: fateOf(grant, state, context.clock) === 'ended' };
  });
  return accept<AccountEvent>({ type: 'TransferReturned', data: { account, transfer, reason, parts } });
}
