import { KINDS } from '#libs/kernel/index.js';
import type { MoneyLine } from '#libs/ledger/contract.js';
import type { OverageRow } from '../overage/overage-rows.js';
import type { BillLine, ExactMoneyView, InvoiceLine, UnbilledOverageLine, UsageLine } from './invoice-view.js';
import type { MoneyRow } from './money-rows.js';
import type { UsageRow } from './usage-rows.js';
import type { KindSums } from './usage-sums.js';

/** What the lines of one invoice have in common. */
export interface LineContext {
  readonly account: string;
  readonly currency: string;
  readonly state: InvoiceLine['state'];
}

const NO_MONEY = { exactAmount: { numerator: 0n, denominator: 1n }, amountMinor: 0n };

/** One line per kind, in canonical order. */
export function usageLines(row: UsageRow, context: LineContext): readonly UsageLine[] {
  const inOrder = [...row.kinds].sort((left, right) => KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind));
  return inOrder.map((sums) => usageLine(row, sums, context));
}

function usageLine(row: UsageRow, sums: KindSums, { currency, state }: LineContext): UsageLine {
  const { account, period, tier, book, version, originPeriod, model } = row;
  const origin = originPeriod === null ? [] : ['of', originPeriod];
  return {
    type: 'usage',
    reference: reference(account, period, 'usage', book, version, tier, model, sums.kind, ...origin),
    state,
    ...NO_MONEY,
    currency,
    model,
    tier,
    tariff: { book, version },
    originPeriod,
    ...sums,
  };
}

/** Under `block` it is written off at the seal, under `limit` it is owed until a grant repays it (rule 22). */
export function unbilledOverageLine(row: OverageRow, { currency, state }: LineContext): UnbilledOverageLine {
  const { account, period, policy, createdMicro, reversedMicro, repaidMicro, writtenOffMicro, openMicro } = row;
  const { events, firstRevision, lastRevision } = row;
  return {
    type: 'unbilled_overage',
    reference: reference(account, period, 'overage', policy),
    state,
    ...NO_MONEY,
    currency,
    policy,
    creditsMicro: createdMicro - reversedMicro,
    repaidMicro,
    writtenOffMicro,
    openMicro,
    events,
    firstRevision,
    lastRevision,
  };
}

export function billLine({ line, paymentRef, revision }: MoneyRow, context: LineContext): BillLine {
  return { ...moneyOf(line, context), line: line.line, paymentRef, revision };
}

/** Its number is the seal's to give: what is bought until then comes before it. */
export function draftOverageLine(line: MoneyLine, context: LineContext): BillLine {
  return { ...moneyOf(line, context), line: null, paymentRef: null, revision: null };
}

function moneyOf(line: MoneyLine, context: LineContext): Omit<BillLine, 'line' | 'paymentRef' | 'revision'> {
  const { kind, period, product, subject, creditsMicro, amountMinor, taxIncluded, payment, corrects } = line;
  const { account, currency, state } = context;
  const isOverage = kind === 'overage';
  return {
    type: kind,
    reference: isOverage ? reference(account, period, 'overage', subject) : reference(account, 'line', line.line),
    state,
    exactAmount: exactAmount(line),
    amountMinor,
    currency,
    product,
    subject,
    creditsMicro,
    taxIncluded,
    payment,
    corrects,
  };
}

function exactAmount({ amountMinor, restNumerator, restDenominator }: MoneyLine): ExactMoneyView {
  return { numerator: amountMinor * restDenominator + restNumerator, denominator: restDenominator };
}

/** Parts are escaped, so that a model id with a slash in it makes no other line's reference. */
function reference(...parts: readonly (string | number)[]): string {
  return parts.map((part) => encodeURIComponent(part)).join('/');
}
