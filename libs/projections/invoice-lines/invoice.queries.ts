import type { Kysely, Transaction } from 'kysely';
import { totalMicro, type AccountId } from '#libs/kernel/index.js';
import { overageLines, totalMinor, type MoneyLine } from '#libs/ledger/contract.js';
import { accountsTable, type AccountRow } from '../accounts/account-rows.js';
import { periodView } from '../accounts/period-view.js';
import { overageTable, type OverageRow } from '../overage/overage-rows.js';
import { shownPosition } from '../store/shown-position.js';
import type { ViewsSchema } from '../store/views-schema.js';
import type { Invoice, InvoiceLine, InvoiceQueries } from './invoice-view.js';
import { billLine, draftOverageLine, unbilledOverageLine, usageLines, type LineContext } from './lines-of.js';
import { moneyTable, type MoneyRow } from './money-rows.js';
import { usageTable, type UsageRow } from './usage-rows.js';

type Read = Transaction<ViewsSchema>;

export class SqlInvoiceQueries implements InvoiceQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  /** One transaction, so that the lines are of one position. */
  invoice(account: AccountId, period?: number): Promise<Invoice | undefined> {
    return this.db.transaction().execute((transaction) => readInvoice(transaction, account, period));
  }
}

async function readInvoice(db: Read, account: AccountId, number?: number): Promise<Invoice | undefined> {
  const found = await db.selectFrom('accounts').selectAll().where('account', '=', account).executeTakeFirst();
  const period = await periodView(db, account, number);
  if (found === undefined || period === undefined) return undefined;
  const row = accountsTable.decode(found);
  const context = { account, currency: row.currency, state: period.sealed ? 'sealed' : 'draft' } as const;
  const money = await moneyRows(db, account, period.period);
  const overage = await overageRows(db, account, period.period);
  const drafted = period.sealed ? [] : draftedOverage(row, period.period, money, overage);
  const lines = [
    ...money.map((line) => billLine(line, context)),
    ...drafted.map((line) => draftOverageLine(line, context)),
    ...informing(overage, await usageRows(db, account, period.period), context),
  ];
  const toPay = [...money.map(({ line }) => line), ...drafted];
  const position = await shownPosition(db, 'invoice-lines');
  return { account, period, currency: row.currency, lines, totals: totalsOf(lines, toPay), position };
}

/** By the function that will seal the period (rule 34). */
function draftedOverage(
  { overagePrices }: AccountRow,
  period: number,
  money: readonly MoneyRow[],
  overage: readonly OverageRow[],
): readonly MoneyLine[] {
  const periods = [{ period, lines: money.map(({ line }) => line) }];
  const buckets = overage.map(({ openMicro, ...bucket }) => ({ bucket, openMicro }));
  return overageLines({ periods, overage: buckets, overagePrices }, period);
}

function informing(
  overage: readonly OverageRow[],
  usage: readonly UsageRow[],
  context: LineContext,
): readonly InvoiceLine[] {
  const unbilled = overage.filter(({ policy }) => policy !== 'invoice');
  return [
    ...unbilled.map((row) => unbilledOverageLine(row, context)),
    ...usage.flatMap((row) => usageLines(row, context)),
  ];
}

async function moneyRows(db: Read, account: AccountId, period: number): Promise<readonly MoneyRow[]> {
  const rows = await db
    .selectFrom('invoice_money')
    .selectAll()
    .where('account', '=', account)
    .where('period', '=', BigInt(period))
    .orderBy('number')
    .execute();
  return rows.map(moneyTable.decode);
}

async function overageRows(db: Read, account: AccountId, period: number): Promise<readonly OverageRow[]> {
  const rows = await db
    .selectFrom('overage')
    .selectAll()
    .where('account', '=', account)
    .where('period', '=', BigInt(period))
    .orderBy('first_revision')
    .orderBy('policy')
    .execute();
  return rows.map(overageTable.decode);
}

async function usageRows(db: Read, account: AccountId, period: number): Promise<readonly UsageRow[]> {
  const rows = await db
    .selectFrom('invoice_usage')
    .selectAll()
    .where('account', '=', account)
    .where('period', '=', BigInt(period))
    .orderBy('model')
    .orderBy('tier')
    .orderBy('book')
    .orderBy('version')
    .orderBy('origin_period')
    .execute();
  return rows.map(usageTable.decode);
}

function totalsOf(lines: readonly InvoiceLine[], toPay: readonly MoneyLine[]): Invoice['totals'] {
  const creditsOf = (...types: readonly InvoiceLine['type'][]) =>
    totalMicro(lines.filter(({ type }) => types.includes(type)).map(({ creditsMicro }) => creditsMicro));
  const prepaid = toPay.filter(({ payment }) => payment === 'prepaid');
  return {
    amountMinor: totalMinor(toPay),
    prepaidMinor: totalMicro(prepaid.map(({ amountMinor }) => amountMinor)),
    usedMicro: creditsOf('usage'),
    overageMicro: creditsOf('overage', 'unbilled_overage'),
    purchasedMicro: creditsOf('purchase'),
  };
}
