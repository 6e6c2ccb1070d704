import { accept, reject } from '#libs/kernel/index.js';
import type { CommandContext, Subscribe } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent, SubscriptionStarted } from '../events.js';
import { evolve, evolveAll } from '../evolve.js';
import { grantsRefused } from '../grants/make-grant.js';
import { oldest, periodsUpTo } from '../periods/periods.js';
import type { AccountState } from '../state.js';
import { allowanceEvents, allowanceGrant } from './allowance.js';
import { shareOfCredits } from './fraction.js';
import { feeLines } from './subscription-money.js';
import { termFrom } from './term.js';

/**
 * From now on: fee and allowance of the first term, whole or by calendar days (rule 31). Where the period of now is sealed,
 * because a source's clock is ahead, from the start of the oldest that is not.
 */
export function subscribe(
  { account, subscription, product, terms, currency, context }: Subscribe & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (state.standing === 'closed') return reject({ code: 'account_closed', account });
  if (context.idUsed) return reject({ code: 'subscription_exists', subscription });
  if (currency !== state.currency) {
    return reject({ code: 'currency_differs', expected: state.currency, actual: currency });
  }
  const at = Math.max(context.clock.now, oldest(state).startsAt);
  const opening = periodsUpTo(state, at);
  const current = evolveAll(state, opening);
  const { term, share } = termFrom(current, terms, at);
  const allowanceMicro = shareOfCredits(terms.allowanceMicro, share);
  const refused = allowanceMicro === 0n ? undefined : grantsRefused(current, [allowanceMicro]);
  if (refused !== undefined) return reject(refused);

  const charged = { subscription, product, terms, at };
  const lines = feeLines(current, charged, share, allowanceMicro);
  const grant = allowanceGrant(current, allowanceMicro);
  const started: SubscriptionStarted = {
    type: 'SubscriptionStarted',
    data: { account, subscription, product, terms, term, allowanceMicro, grant, lines },
  };
  const granted = allowanceEvents(evolve(current, started), charged, term, allowanceMicro, lines);
  return accept<AccountEvent>(...opening, started, ...granted);
}
