import { accept, reject } from '#libs/kernel/index.js';
import type { CancelSubscription, CommandContext } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import type { AccountState } from '../state.js';

/** It ends at its next renewal; what is paid stays usable until then (rule 31). */
export function cancelSubscription(
  { account, subscription }: CancelSubscription & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const live = state.subscriptions.find((one) => one.subscription === subscription);
  if (live === undefined) return reject({ code: 'subscription_unknown', subscription });
  if (live.terms.kind === 'instalment') return reject({ code: 'instalments_are_settled', subscription });
  return accept<AccountEvent>({ type: 'SubscriptionChangeScheduled', data: { account, subscription, next: null } });
}
