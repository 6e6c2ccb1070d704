import type { HashText } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { SqlAccountQueries } from './accounts/account.queries.js';
import { SqlAlertQueries } from './alerts/alert.queries.js';
import { SqlBalanceQueries } from './balances/balance.queries.js';
import type { ReadModels } from './contract.js';
import { JournalHistoryQueries } from './history/history.queries.js';
import { SqlInvoiceQueries } from './invoice-lines/invoice.queries.js';
import { JournalReceiptQueries } from './receipts/receipt.queries.js';
import { SqlReservationQueries } from './reservations/reservation.queries.js';
import { SqlTimerQueries } from './timers/timer.queries.js';
import type { Views } from './ports/views.js';

export function createReadModels(views: Pick<Views, 'db'>, reader: JournalReader, sha256: HashText): ReadModels {
  const { db } = views;
  return {
    accounts: new SqlAccountQueries(db),
    balances: new SqlBalanceQueries(db),
    reservations: new SqlReservationQueries(db),
    alerts: new SqlAlertQueries(db),
    invoices: new SqlInvoiceQueries(db),
    receipts: new JournalReceiptQueries(reader, db, sha256),
    history: new JournalHistoryQueries(reader),
    timers: new SqlTimerQueries(db),
  };
}
