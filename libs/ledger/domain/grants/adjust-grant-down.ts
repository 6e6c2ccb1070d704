import { accept, reject } from '#libs/kernel/index.js';
import type { AdjustGrantDown, CommandContext } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import type { AccountState } from '../state.js';
import { freeMicro } from './standing.js';

/** Takes free credits out of a grant; what a reservation holds stays with it. */
export function adjustGrantDown(
  { account, grant, amountMicro, reason }: AdjustGrantDown & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const live = state.grants.find((one) => one.grant === grant);
  if (live === undefined) return reject({ code: 'grant_unknown', grant });
  if (amountMicro <= 0n) return reject({ code: 'adjustment_not_positive', amountMicro });
  const free = freeMicro(live);
  if (amountMicro > free) return reject({ code: 'credits_not_free', grant, freeMicro: free });
  return accept<AccountEvent>({ type: 'GrantAdjustedDown', data: { account, grant, amountMicro, reason } });
}
