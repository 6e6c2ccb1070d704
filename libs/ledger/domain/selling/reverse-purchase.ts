import { accept, isInCreditsRange, reject, ZERO_CREDITS, type Credits } from '#libs/kernel/index.js';
import type { CommandContext, PurchaseFacts, ReversePurchase } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent } from '../events.js';
import { evolveAll } from '../evolve.js';
import { freeMicro } from '../grants/standing.js';
import { moneyLine } from '../lines.js';
import { splitOverage, type OveragePart } from '../overage/split-overage.js';
import { periodAt, periodsUpTo } from '../periods/periods.js';
import type { AccountState, OpenAccountState } from '../state.js';
import type { MoneyLine } from '../terms.js';
import { collectedMinor } from './collected.js';

type Reversing = ReversePurchase & { readonly context: CommandContext };

/** Rule 32: a refund gives back the unused part; a chargeback takes back the whole price and makes overage of the rest. */
export function reversePurchase(command: Reversing, state: AccountState): AccountDecision {
  const { account, grant, kind, reason, facts, context } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (facts === undefined) return reject({ code: 'grant_unknown', grant });
  if (facts.granted.paymentRef === null) return reject({ code: 'not_a_purchase', grant });
  if (facts.reversed) return reject({ code: 'purchase_already_reversed', grant });
  const opening = periodsUpTo(state, context.clock.now);
  const current = evolveAll(state, opening);
  const live = current.grants.find((other) => other.grant === grant);
  const unusedMicro = live === undefined ? ZERO_CREDITS : freeMicro(live);
  if (kind === 'refund' && unusedMicro === 0n) return reject({ code: 'nothing_to_refund', grant });
  // What a reservation holds will be used, or come back to the grant: the customer owes it, and has it.
  const heldMicro = live?.heldMicro ?? ZERO_CREDITS;
  const period = periodAt(current, context.clock.now);
  const overage = kind === 'refund' ? [] : overageOf(current, period, facts.consumedMicro + heldMicro);
  if (overage === undefined) return reject({ code: 'balance_out_of_range', account });
  const lines = moneyBack(current, period, command, facts, unusedMicro);
  return accept<AccountEvent>(...opening, {
    type: 'PurchaseReversed',
    data: { account, grant, kind, reason, unusedMicro, overage, lines },
  });
}

/** `undefined` if the account's overage would leave its range (rule 1). */
function overageOf(state: OpenAccountState, period: number, usedMicro: bigint): readonly OveragePart[] | undefined {
  if (usedMicro <= 0n) return [];
  if (!isInCreditsRange(usedMicro) || !isInCreditsRange(state.overageMicro + usedMicro)) return undefined;
  return splitOverage(state, period, usedMicro);
}

/** Never more than what is left of what was collected for it, on the lines it was collected with; no line of nothing. */
function moneyBack(
  state: OpenAccountState,
  period: number,
  { kind, grant }: Reversing,
  { granted }: PurchaseFacts,
  unusedMicro: Credits,
): readonly MoneyLine[] {
  const { terms, payment, product } = granted;
  const purchase = granted.lines.find((line) => line.kind === 'purchase');
  if (terms.costBasis === null || purchase === undefined || payment === null) return [];
  const price = terms.costBasis.amountMinor;
  const leftMinor = collectedMinor(state, purchase);
  const share = kind === 'refund' ? { part: unusedMicro, of: terms.amountMicro } : { part: 1n, of: 1n };
  const isCapped = price * share.part > leftMinor * share.of;
  const exact = isCapped
    ? { numerator: -leftMinor, denominator: 1n }
    : { numerator: -price * share.part, denominator: share.of };
  if (exact.numerator === 0n) return [];
  return [
    moneyLine(state, {
      period,
      kind: 'refund',
      product,
      subject: grant,
      creditsMicro: unusedMicro,
      exact,
      taxIncluded: purchase.taxIncluded,
      payment,
      corrects: purchase.line,
    }),
  ];
}
