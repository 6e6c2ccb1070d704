import { accept, invariant, reject, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { CommandContext, SettleInstalments } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import { evolveAll } from '../evolve.js';
import { periodsUpTo } from '../periods/periods.js';
import type { AccountState } from '../state.js';
import { feeLines } from './subscription-money.js';

/** Every instalment still to come, on one line, and no more afterwards (rule 32). */
export function settleInstalments(
  { account, subscription, context }: SettleInstalments & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const live = state.subscriptions.find((one) => one.subscription === subscription);
  if (live === undefined) return reject({ code: 'subscription_unknown', subscription });
  const { kind, count } = live.terms;
  if (kind !== 'instalment') return reject({ code: 'not_instalments', subscription });
  invariant(count !== null, 'instalments have a count');
  const at = context.clock.now;
  const opening = periodsUpTo(state, at);
  const charged = { subscription, product: live.product, terms: live.terms, at };
  const left = { numerator: BigInt(count - live.occurrences), denominator: 1n };
  const lines = feeLines(evolveAll(state, opening), charged, left, ZERO_CREDITS);
  const data = { account, subscription, ending: 'settled_early', lines } as const;
  return accept<AccountEvent>(...opening, { type: 'SubscriptionEnded', data });
}
