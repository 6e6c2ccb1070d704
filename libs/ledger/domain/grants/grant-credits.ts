import { accept, reject } from '#libs/kernel/index.js';
import type { CommandContext, GrantCredits } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import { evolveAll } from '../evolve.js';
import { moneyLine } from '../lines.js';
import { periodAt, periodsUpTo } from '../periods/periods.js';
import type { AccountState, OpenAccountState } from '../state.js';
import type { CostBasis, MoneyLine } from '../terms.js';
import { grantEvent, grantsRefused, nextGrantId, purchaseEligibleFrom } from './make-grant.js';

/** Credits given by an operator, or bought elsewhere: with a cost basis a purchase line stands on the bill. */
export function grantCredits(
  command: GrantCredits & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  const { account, source, amountMicro, costBasis, context } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const grant = command.grant ?? nextGrantId(state);
  if (context.idUsed) return reject({ code: 'grant_exists', grant });
  if (amountMicro <= 0n) return reject({ code: 'grant_not_positive', amountMicro });
  const { now } = context.clock;
  const isBought = source === 'top_up' || source === 'transfer';
  const eligibleFrom = command.eligibleFrom ?? (isBought ? purchaseEligibleFrom(state) : now);
  const expiresAt = command.expiresAt ?? null;
  if (expiresAt !== null && expiresAt <= eligibleFrom) return reject({ code: 'grant_never_usable', grant });
  if (costBasis !== undefined && costBasis.currency !== state.currency) {
    return reject({ code: 'currency_differs', expected: state.currency, actual: costBasis.currency });
  }
  const opening = periodsUpTo(state, now);
  const current = evolveAll(state, opening);
  const refused = grantsRefused(current, [amountMicro]);
  if (refused !== undefined) return reject(refused);
  const { priority, scope, rollover, paymentRef } = command;
  const payment = costBasis === undefined ? null : (command.payment ?? 'bill');
  const terms = { grant, source, priority, amountMicro, eligibleFrom, expiresAt, scope, costBasis, rollover };
  const lines = isPaidFor(costBasis) ? [purchaseLine(current, command, grant, costBasis)] : [];
  return accept<AccountEvent>(...opening, grantEvent(current, { ...terms, paymentRef, payment, lines }));
}

/** What costs exactly nothing has no line (rule 34). */
function isPaidFor(costBasis: CostBasis | undefined): costBasis is CostBasis {
  return costBasis !== undefined && costBasis.amountMinor !== 0n;
}

function purchaseLine(
  state: OpenAccountState,
  { amountMicro, payment = 'bill', context }: GrantCredits & { readonly context: CommandContext },
  grant: string,
  { amountMinor, taxIncluded }: CostBasis,
): MoneyLine {
  return moneyLine(state, {
    period: periodAt(state, context.clock.now),
    kind: 'purchase',
    product: null,
    subject: grant,
    creditsMicro: amountMicro,
    exact: { numerator: amountMinor, denominator: 1n },
    taxIncluded,
    payment,
    corrects: null,
  });
}
