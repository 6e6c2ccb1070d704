import { invariant, KINDS } from '#libs/kernel/index.js';
import { bucketName, overageLines, type MoneyLine, type OveragePrice } from '#libs/ledger/contract.js';
import type { OverageRow } from '../overage/overage-rows.js';
import type { BillRows } from './bill-rows.js';
import type {
  BillLine,
  ExactMoneyView,
  InvoiceLine,
  UnbilledOverageLine,
  UnitPriceView,
  UsageLine,
} from './invoice-view.js';
import type { MoneyRow } from './money-rows.js';
import { moneyReference, referenceOf } from './references.js';
import type { RatesOfLines } from './tariff-rates.js';
import type { UsageRow } from './usage-rows.js';
import type { KindSums } from './usage-sums.js';

/** The bill of one period: money in order, overage last; then what informs. */
export function linesOf(bill: BillRows, rates: RatesOfLines): readonly InvoiceLine[] {
  const unbilled = bill.overage.filter(({ policy }) => policy !== 'invoice');
  return [
    ...bill.money.map((row) => billLine(row, bill)),
    ...draftedOverage(bill).map((line) => draftOverageLine(line, bill)),
    ...unbilled.map((row) => unbilledOverageLine(row, bill)),
    ...bill.usage.flatMap((row) => usageLines(row, bill, rates)),
  ];
}

/** Overage of an open period, by the function that will seal it (rule 34). */
export function draftedOverage({ account, period, money, overage }: BillRows): readonly MoneyLine[] {
  if (period.sealed) return [];
  const periods = [{ period: period.period, lines: money.map(({ line }) => line) }];
  const buckets = overage.map(({ openMicro, ...bucket }) => ({ bucket, openMicro }));
  return overageLines({ periods, overage: buckets, overagePrices: account.overagePrices }, period.period);
}

const NO_MONEY = { exactAmount: { numerator: 0n, denominator: 1n }, amountMinor: 0n, taxCategory: 'none' } as const;

/** One line per kind, in canonical order. */
function usageLines(row: UsageRow, bill: BillRows, rates: RatesOfLines): readonly UsageLine[] {
  const inOrder = [...row.kinds].sort((left, right) => KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind));
  return inOrder.map((sums) => usageLine(row, sums, bill, rates));
}

function usageLine(row: UsageRow, sums: KindSums, bill: BillRows, rates: RatesOfLines): UsageLine {
  const { account, period, tier, book, version, originPeriod, model } = row;
  const origin = originPeriod === null ? [] : ['of', originPeriod];
  return {
    type: 'usage',
    reference: referenceOf(account, period, 'usage', book, version, tier, model, sums.kind, ...origin),
    ...standing(bill),
    ...NO_MONEY,
    unitPrice: usagePrice(row, sums, rates),
    model,
    tier,
    tariff: { book, version, hash: rates.hash(row) },
    originPeriod,
    ...sums,
  };
}

function usagePrice(row: UsageRow, { kind }: KindSums, rates: RatesOfLines): UnitPriceView | null {
  const rate = rates.rate(row, kind);
  return rate === undefined ? null : { creditsMicro: rate.creditsMicro, amountMinor: null, per: BigInt(rate.per) };
}

/** Under `block` it is written off at the seal, under `limit` it is owed until a grant repays it (rule 22). */
function unbilledOverageLine(row: OverageRow, bill: BillRows): UnbilledOverageLine {
  const { account, period, policy, createdMicro, reversedMicro, repaidMicro, writtenOffMicro, openMicro } = row;
  return {
    type: 'unbilled_overage',
    reference: referenceOf(account, period, 'overage', policy),
    ...standing(bill),
    ...NO_MONEY,
    unitPrice: null,
    policy,
    creditsMicro: createdMicro - reversedMicro,
    repaidMicro,
    writtenOffMicro,
    openMicro,
    ...eventsOf(row),
  };
}

function billLine({ line, paymentRef, revision, taxCategory, correctsReference }: MoneyRow, bill: BillRows): BillLine {
  const one = { events: 1, firstRevision: revision, lastRevision: revision };
  const summed = line.kind === 'overage' ? overageFacts(line, bill) : { unitPrice: null, ...one };
  return { ...moneyOf(line, bill), line: line.line, paymentRef, revision, taxCategory, correctsReference, ...summed };
}

/** Its number is the seal's to give: what is bought until then comes before it. */
function draftOverageLine(line: MoneyLine, bill: BillRows): BillLine {
  const unknown = { line: null, paymentRef: null, revision: null, correctsReference: null };
  return { ...moneyOf(line, bill), ...unknown, taxCategory: 'usage', ...overageFacts(line, bill) };
}

type OverageFacts = Pick<BillLine, 'unitPrice' | 'events' | 'firstRevision' | 'lastRevision'>;

function overageFacts({ subject }: MoneyLine, { account, overage }: BillRows): OverageFacts {
  const bucket = overage.find((row) => bucketName(row) === subject);
  invariant(bucket !== undefined, `overage line ${subject} is of a bucket`);
  const price = account.overagePrices[(bucket.priceVersion ?? 0) - 1];
  return { unitPrice: price === undefined ? null : overagePrice(price), ...eventsOf(bucket) };
}

function overagePrice({ amountMinor, perMicro }: OveragePrice): UnitPriceView {
  return { creditsMicro: null, amountMinor, per: perMicro };
}

function eventsOf({ events, firstRevision, lastRevision }: OverageRow): Omit<OverageFacts, 'unitPrice'> {
  return { events, firstRevision, lastRevision };
}

type MoneyFacts = Omit<
  BillLine,
  'line' | 'paymentRef' | 'revision' | 'taxCategory' | 'correctsReference' | keyof OverageFacts
>;

function moneyOf(line: MoneyLine, bill: BillRows): MoneyFacts {
  const { kind, product, subject, creditsMicro, amountMinor, taxIncluded, payment, corrects } = line;
  return {
    type: kind,
    reference: moneyReference(bill.account.account, line),
    ...standing(bill),
    exactAmount: exactAmount(line),
    amountMinor,
    product,
    subject,
    creditsMicro,
    taxIncluded,
    payment,
    corrects,
  };
}

function standing({ account, period }: BillRows): Pick<InvoiceLine, 'state' | 'currency'> {
  return { state: period.sealed ? 'sealed' : 'draft', currency: account.currency };
}

function exactAmount({ amountMinor, restNumerator, restDenominator }: MoneyLine): ExactMoneyView {
  return { numerator: amountMinor * restDenominator + restNumerator, denominator: restDenominator };
}
