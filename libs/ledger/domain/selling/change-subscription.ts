import { accept, reject, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { ChangeSubscription, CommandContext } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent, SubscriptionUpgraded } from '../events.js';
import { evolve, evolveAll } from '../evolve.js';
import { grantsRefused } from '../grants/make-grant.js';
import { periodsUpTo } from '../periods/periods.js';
import type { AccountState, LiveSubscription, OpenAccountState } from '../state.js';
import type { SubscriptionTerms } from '../terms.js';
import { allowanceEvents, allowanceGrant } from './allowance.js';
import { shareOfCredits } from './fraction.js';
import { givenBack } from './prorate.js';
import { creditLines, feeLines } from './subscription-money.js';
import { isSameRhythm, shareLeft } from './term.js';

type Change = ChangeSubscription & { readonly context: CommandContext };

/** Dearer: at once. Otherwise, and where the new terms have another rhythm, at the next renewal (rule 31). */
export function changeSubscription(command: Change, state: AccountState): AccountDecision {
  const { account, subscription, product, terms, currency } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (state.standing === 'closed') return reject({ code: 'account_closed', account });
  const live = state.subscriptions.find((one) => one.subscription === subscription);
  if (live === undefined) return reject({ code: 'subscription_unknown', subscription });
  if (live.terms.kind === 'instalment') return reject({ code: 'instalments_are_settled', subscription });
  if (live.terms.kind !== terms.kind) return reject({ code: 'subscription_kind_differs', subscription });
  if (currency !== state.currency) {
    return reject({ code: 'currency_differs', expected: state.currency, actual: currency });
  }
  if (isUpgrade(live.terms, terms)) return upgrade(command, state, live);
  return accept<AccountEvent>({
    type: 'SubscriptionChangeScheduled',
    data: { account, subscription, next: { product, terms } },
  });
}

function isUpgrade(from: SubscriptionTerms, to: SubscriptionTerms): boolean {
  return to.fee.amountMinor > from.fee.amountMinor && isSameRhythm(from.every, to.every);
}

function upgrade(command: Change, state: OpenAccountState, live: LiveSubscription): AccountDecision {
  const { account, subscription, product, terms } = command;
  // A term renewed by a source whose clock is ahead may begin after now: it is changed from its start on.
  const at = Math.max(command.context.clock.now, live.term.startsAt);
  const opening = periodsUpTo(state, at);
  const current = evolveAll(state, opening);
  const share = shareLeft(current, live, terms, at);
  const allowanceMicro = shareOfCredits(terms.allowanceMicro, share);
  const refused = allowanceMicro === 0n ? undefined : grantsRefused(current, [allowanceMicro]);
  if (refused !== undefined) return reject(refused);

  const { credit, forfeits } = givenBack(current, live, at);
  const charged = { subscription, product, terms, at };
  const before = { ...charged, product: live.product, terms: live.terms };
  const credited = creditLines(current, before, credit, forfeits?.amountMicro ?? ZERO_CREDITS);
  const paid = feeLines(current, charged, share, allowanceMicro, credited);
  const grant = allowanceGrant(current, allowanceMicro);
  const lines = [...credited, ...paid];
  const upgraded: SubscriptionUpgraded = {
    type: 'SubscriptionUpgraded',
    data: { account, subscription, product, terms, at, forfeits, allowanceMicro, grant, lines },
  };
  const term = { startsAt: at, endsAt: live.term.endsAt };
  const granted = allowanceEvents(evolve(current, upgraded), charged, term, allowanceMicro, paid);
  return accept<AccountEvent>(...opening, upgraded, ...granted);
}
