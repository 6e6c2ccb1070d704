import type { HashText } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { SqlAccountQueries } from './accounts/account.queries.js';
import { SqlAlertQueries } from './alerts/alert.queries.js';
import { SqlBalanceQueries } from './balances/balance.queries.js';
import type { ReadModels } from './contract.js';
import { SqlDisputeQueries } from './disputes/dispute.queries.js';
import { SqlForecastQueries } from './forecast/forecast.queries.js';
import { JournalHistoryQueries } from './history/history.queries.js';
import { SqlInvoiceQueries } from './invoice-lines/invoice.queries.js';
import { TariffRates } from './invoice-lines/tariff-rates.js';
import { SqlLifecycleQueries } from './lifecycle/lifecycle.queries.js';
import { ReceiptReader } from './receipts/receipt-reader.js';
import { JournalReceiptQueries } from './receipts/receipt.queries.js';
import { JournalRequestQueries } from './requests/request.queries.js';
import { SqlReservationQueries } from './reservations/reservation.queries.js';
import { SqlSettlementQueries } from './settlement/settlement.queries.js';
import { SqlTimerQueries } from './timers/timer.queries.js';
import { SqlUsageSeriesQueries } from './usage-series/usage-series.queries.js';
import type { Views } from './ports/views.js';

export function createReadModels(views: Pick<Views, 'db'>, reader: JournalReader, sha256: HashText): ReadModels {
  const { db } = views;
  const disputes = new SqlDisputeQueries(db);
  const receipts = new ReceiptReader(reader, db, disputes, sha256);
  const accounts = new SqlAccountQueries(db);
  const balances = new SqlBalanceQueries(db);
  return {
    accounts,
    balances,
    reservations: new SqlReservationQueries(db),
    alerts: new SqlAlertQueries(db),
    invoices: new SqlInvoiceQueries(db, new TariffRates(reader)),
    receipts: new JournalReceiptQueries(reader, receipts, sha256),
    requests: new JournalRequestQueries(reader, db, receipts),
    usageSeries: new SqlUsageSeriesQueries(db),
    forecasts: new SqlForecastQueries(db, accounts, balances),
    lifecycles: new SqlLifecycleQueries(db),
    history: new JournalHistoryQueries(reader),
    timers: new SqlTimerQueries(db),
    settlements: new SqlSettlementQueries(db),
    disputes,
  };
}
