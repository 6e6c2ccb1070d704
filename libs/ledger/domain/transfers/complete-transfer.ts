import { accept, reject } from '#libs/kernel/index.js';
import type { CompleteTransfer } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import type { AccountState } from '../state.js';

/** The receiver has its grants: nothing is in flight any more. Once done, or returned, it has no effect. */
export function completeTransfer({ account, transfer }: CompleteTransfer, state: AccountState): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (!state.transfers.some((pending) => pending.transfer === transfer)) return accept();
  return accept<AccountEvent>({ type: 'TransferCompleted', data: { account, transfer } });
}
