import type { Kysely, Transaction } from 'kysely';
import { totalMicro, type AccountId } from '#libs/kernel/index.js';
import { periodView, periodViews } from '../accounts/period-view.js';
import type { PeriodView } from '../balances/balance-view.js';
import { shownPosition } from '../store/shown-position.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { overageLine, purchaseLine, usageLines } from './draft-lines.js';
import { overageTable, purchasesTable, usageTable } from './invoice-rows.js';
import type { DraftInvoice, InvoiceLine, InvoiceQueries } from './invoice-view.js';

type Read = Transaction<ViewsSchema>;

export class SqlInvoiceQueries implements InvoiceQueries {
  constructor(private readonly db: Kysely<ViewsSchema>) {}

  /** One transaction, so that the lines are of one position. */
  invoice(account: AccountId, period?: number): Promise<DraftInvoice | undefined> {
    return this.db.transaction().execute((transaction) => draftInvoice(transaction, account, period));
  }

  periods(account: AccountId): Promise<readonly PeriodView[]> {
    return periodViews(this.db, account);
  }
}

async function draftInvoice(db: Read, account: AccountId, number?: number): Promise<DraftInvoice | undefined> {
  const found = await db.selectFrom('accounts').select('currency').where('account', '=', account).executeTakeFirst();
  const period = number === undefined ? (await periodViews(db, account)).at(-1) : await periodView(db, account, number);
  if (found === undefined || !period) return undefined;
  const { currency } = found;
  const lines = [
    ...(await purchases(db, account, period)),
    ...(await overage(db, account, period.period, currency)),
    ...(await usage(db, account, period.period, currency)),
  ];
  const position = await shownPosition(db, 'invoice-lines');
  return { account, period, currency, lines, totals: totalsOf(lines), position };
}

/** Booked on the period they were recorded in; periods follow one another without a gap. */
async function purchases(db: Read, account: AccountId, period: PeriodView): Promise<readonly InvoiceLine[]> {
  let query = db
    .selectFrom('invoice_purchases')
    .selectAll()
    .where('account', '=', account)
    .where('recorded_at', '<', BigInt(period.endsAt));
  if (period.period > 0) query = query.where('recorded_at', '>=', BigInt(period.startsAt));
  const rows = await query.orderBy('revision').execute();
  return rows.map(purchasesTable.decode).map((row) => purchaseLine(row, period.period));
}

async function overage(
  db: Read,
  account: AccountId,
  period: number,
  currency: string,
): Promise<readonly InvoiceLine[]> {
  const rows = await db
    .selectFrom('invoice_overage')
    .selectAll()
    .where('account', '=', account)
    .where('period', '=', BigInt(period))
    .orderBy('policy')
    .orderBy('price_version')
    .execute();
  return rows.map(overageTable.decode).map((row) => overageLine(row, currency));
}

async function usage(db: Read, account: AccountId, period: number, currency: string): Promise<readonly InvoiceLine[]> {
  const rows = await db
    .selectFrom('invoice_usage')
    .selectAll()
    .where('account', '=', account)
    .where('period', '=', BigInt(period))
    .orderBy('model')
    .orderBy('tier')
    .orderBy('book')
    .orderBy('version')
    .execute();
  return rows.map(usageTable.decode).flatMap((row) => usageLines(row, currency));
}

function totalsOf(lines: readonly InvoiceLine[]): DraftInvoice['totals'] {
  const currencies = [...new Set(lines.map(({ currency }) => currency))].sort();
  const creditsOf = (type: InvoiceLine['type']) =>
    totalMicro(lines.filter((line) => line.type === type).map(({ creditsMicro }) => creditsMicro));
  return {
    amountMinor: currencies.map((currency) => ({
      currency,
      amountMinor: totalMicro(lines.filter((line) => line.currency === currency).map((line) => line.amountMinor)),
    })),
    usedMicro: creditsOf('usage'),
    overageMicro: creditsOf('overage'),
    purchasedMicro: creditsOf('purchase'),
  };
}
