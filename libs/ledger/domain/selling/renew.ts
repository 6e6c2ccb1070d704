import { credits, CREDITS_MAX, smallerCredits } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import type { AccountEvent, SubscriptionEnded, SubscriptionRenewed } from '../events.js';
import { evolve, evolveAll } from '../evolve.js';
import { periodsUpTo } from '../periods/periods.js';
import type { LiveSubscription, OpenAccountState } from '../state.js';
import type { NextTerms } from '../terms.js';
import { allowanceEvents, allowanceGrant } from './allowance.js';
import { shareOfCredits } from './fraction.js';
import { feeLines } from './subscription-money.js';
import { termAfter } from './term.js';

/**
 * What happens at the end of a subscription's term (rule 15): the next term with its fee and allowance, by the changed
 * terms where a change was waiting, or the end. Never refused: a suspended account renews too.
 */
export function renew(state: OpenAccountState, live: LiveSubscription): readonly AccountEvent[] {
  const { account } = state;
  const { subscription } = live;
  const next = live.next === undefined ? live : live.next;
  const ending = endingOf(state, live, next);
  if (ending !== undefined || next === null) {
    const data = { account, subscription, ending: ending ?? 'cancelled', lines: [] };
    return [{ type: 'SubscriptionEnded', data }];
  }
  const { product, terms } = next;
  const at = live.term.endsAt;
  const opening = periodsUpTo(state, at);
  const current = evolveAll(state, opening);
  const { term, share } = termAfter(current, live, terms);
  const allowanceMicro = smallerCredits(shareOfCredits(terms.allowanceMicro, share), roomFor(current));
  const charged = { subscription, product, terms, at };
  const lines = feeLines(current, charged, share, allowanceMicro);
  const grant = allowanceGrant(current, allowanceMicro);
  const occurrence = live.occurrences + 1;
  const renewed: SubscriptionRenewed = {
    type: 'SubscriptionRenewed',
    data: { account, subscription, product, terms, occurrence, term, allowanceMicro, grant, lines },
  };
  const granted = allowanceEvents(evolve(current, renewed), charged, term, allowanceMicro, lines);
  return [...opening, renewed, ...granted];
}

function endingOf(
  { standing }: OpenAccountState,
  { occurrences, terms }: LiveSubscription,
  next: Pick<NextTerms, 'terms'> | null,
): SubscriptionEnded['data']['ending'] | undefined {
  const { count } = (next ?? { terms }).terms;
  if (count !== null && occurrences >= count) return 'completed';
  if (next === null) return 'cancelled';
  return standing === 'closed' ? 'account_closed' : undefined;
}

/** A renewal cannot be refused for leaving the range of amounts (rule 1): it gives what the account can hold. */
function roomFor({ baseMicro }: OpenAccountState): Credits {
  return credits(CREDITS_MAX - baseMicro);
}
