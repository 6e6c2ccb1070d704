import type { Kysely } from 'kysely';
import { totalMicro, type AccountId } from '#libs/kernel/index.js';
import { totalMinor } from '#libs/ledger/contract.js';
import { periodView } from '../accounts/period-view.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { billRows, type BillRows, type Read } from './bill-rows.js';
import type {
  Invoice,
  InvoiceLine,
  InvoiceQueries,
  SealedLinesCursor,
  SealedLinesPage,
  SealedLinesRange,
  ShownBills,
} from './invoice-view.js';
import { draftedOverage, linesOf } from './lines-of.js';
import { periodsAfter, sealedLinesPage } from './sealed-lines.js';
import { billsShownUpTo } from './shown-lines.js';
import type { TariffRates } from './tariff-rates.js';

/** One transaction per question, so that the lines are of one position. */
export class SqlInvoiceQueries implements InvoiceQueries {
  constructor(
    private readonly db: Kysely<ViewsSchema>,
    private readonly tariffs: TariffRates,
  ) {}

  invoice(account: AccountId, period?: number): Promise<Invoice | undefined> {
    return this.read((transaction) => readInvoice(transaction, this.tariffs, account, period));
  }

  sealedLines(range: SealedLinesRange, limit: number): Promise<SealedLinesPage> {
    return this.read((transaction) => sealedLinesPage(transaction, this.tariffs, range, limit));
  }

  periodsAfter(cursor: SealedLinesCursor | undefined): Promise<number> {
    return this.read((transaction) => periodsAfter(transaction, this.tariffs, cursor));
  }

  shown(): Promise<ShownBills | undefined> {
    return this.read(async (transaction) => {
      const checkpoint = await transaction
        .selectFrom('checkpoints')
        .select('ledger_id')
        .where('projection', '=', 'invoice-lines')
        .executeTakeFirst();
      return checkpoint && { ledgerId: checkpoint.ledger_id, position: await billsShownUpTo(transaction) };
    });
  }

  private read<Answer>(ask: (transaction: Read) => Promise<Answer>): Promise<Answer> {
    return this.db.transaction().execute(ask);
  }
}

async function readInvoice(
  db: Read,
  tariffs: TariffRates,
  account: AccountId,
  number?: number,
): Promise<Invoice | undefined> {
  const period = await periodView(db, account, number);
  if (period === undefined) return undefined;
  const [bill] = await billRows(db, [{ account, period: period.period }]);
  const lines = linesOf(bill!, await tariffs.of(bill!.usage));
  const position = await billsShownUpTo(db);
  return { account, period, currency: bill!.account.currency, lines, totals: totalsOf(bill!, lines), position };
}

function totalsOf(bill: BillRows, lines: readonly InvoiceLine[]): Invoice['totals'] {
  const creditsOf = (...types: readonly InvoiceLine['type'][]) =>
    totalMicro(lines.filter(({ type }) => types.includes(type)).map(({ creditsMicro }) => creditsMicro));
  const money = [...bill.money.map(({ line }) => line), ...draftedOverage(bill)];
  const prepaid = money.filter(({ payment }) => payment === 'prepaid');
  return {
    amountMinor: totalMinor(money),
    prepaidMinor: totalMicro(prepaid.map(({ amountMinor }) => amountMinor)),
    usedMicro: creditsOf('usage'),
    overageMicro: creditsOf('overage', 'unbilled_overage'),
    purchasedMicro: creditsOf('purchase'),
  };
}
