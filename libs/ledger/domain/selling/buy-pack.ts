import { accept, credits, reject } from '#libs/kernel/index.js';
import type { BuyPack, CommandContext } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import { evolveAll } from '../evolve.js';
import { grantEvent, grantsRefused, nextGrantId, purchaseEligibleFrom } from '../grants/make-grant.js';
import { spanEnd } from '../periods/calendar.js';
import { periodsUpTo } from '../periods/periods.js';
import type { AccountRejection } from '../rejections.js';
import type { AccountState, OpenAccountState } from '../state.js';
import { costBasisOf } from './allowance.js';
import { purchaseLines } from './purchase-lines.js';

type Purchase = BuyPack & { readonly context: CommandContext };

/** Packs at once, none where a customer gets one. */
const QUANTITY_MAX = 1_000;

/** A top-up or a promotion: one grant, valid from this very instant on (rule 12), with what was paid as its cost. */
export function buyPack(command: Purchase, state: AccountState): AccountDecision {
  const { account, product, terms, quantity, paymentRef, payment } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const refused = whyNot(command, state);
  if (refused !== undefined) return reject(refused);
  const { now } = command.context.clock;
  const opening = periodsUpTo(state, now);
  const current = evolveAll(state, opening);
  const amountMicro = terms.amountMicro * BigInt(quantity);
  const full = grantsRefused(current, [amountMicro]);
  if (full !== undefined) return reject(full);

  const grant = command.grant ?? nextGrantId(current);
  const lines = purchaseLines(current, command, grant, credits(amountMicro));
  const { source, priority, scope, validity, oncePerCustomer } = terms;
  const granted = grantEvent(current, {
    grant,
    source,
    priority,
    amountMicro: credits(amountMicro),
    eligibleFrom: purchaseEligibleFrom(current),
    expiresAt: validity === null ? null : spanEnd(now, validity, 1, current.zone),
    scope,
    costBasis: costBasisOf(current, lines),
    product,
    oncePerCustomer,
    paymentRef,
    payment,
    lines,
  });
  return accept<AccountEvent>(...opening, granted);
}

function whyNot(command: Purchase, state: OpenAccountState): AccountRejection | undefined {
  const { account, product, terms, quantity, currency, takenBefore, context } = command;
  if (state.standing === 'closed') return { code: 'account_closed', account };
  if (terms.oncePerCustomer && takenBefore) return { code: 'promotion_already_taken', product: product.product };
  if (context.idUsed) return { code: 'grant_exists', grant: command.grant ?? nextGrantId(state) };
  const limit = terms.oncePerCustomer ? 1 : QUANTITY_MAX;
  if (quantity < 1 || quantity > limit) return { code: 'quantity_not_allowed', quantity, limit };
  if (currency !== state.currency) return { code: 'currency_differs', expected: state.currency, actual: currency };
  if (terms.amountMicro <= 0n) return { code: 'grant_not_positive', amountMicro: terms.amountMicro };
  return undefined;
}
