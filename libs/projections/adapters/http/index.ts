import { AccountsController } from './accounts.controller.js';
import { GetBalanceAsOfHandler } from './as-of-balance.queries.js';
import { BalancesController } from './balances.controller.js';
import { DisputesController } from './disputes.controller.js';
import { ListDisputesHandler } from './disputes.queries.js';
import { HistoryController } from './history.controller.js';
import { InvoiceExportsController } from './invoice-exports.controller.js';
import { InvoiceLinesController } from './invoice-lines.controller.js';
import { INVOICE_LINE_HANDLERS } from './invoice-lines.queries.js';
import { InvoicesController } from './invoices.controller.js';
import { LifecycleController } from './lifecycle.controller.js';
import { LIFECYCLE_HANDLERS } from './lifecycle.queries.js';
import { RequestsController } from './requests.controller.js';
import { REQUEST_HANDLERS } from './requests.queries.js';
import { SettlementsController } from './settlements.controller.js';
import { GetSettlementHandler } from './settlements.queries.js';
import { UsageSeriesController } from './usage-series.controller.js';
import { USAGE_SERIES_HANDLERS } from './usage-series.queries.js';
import { LiveController } from './live/live.controller.js';
import { READ_MODEL_HANDLERS as HANDLERS } from './read-models.queries.js';

export const READ_MODEL_CONTROLLERS = [
  AccountsController,
  BalancesController,
  InvoicesController,
  InvoiceLinesController,
  InvoiceExportsController,
  HistoryController,
  DisputesController,
  SettlementsController,
  UsageSeriesController,
  LifecycleController,
  RequestsController,
  LiveController,
];
/** Each controller's queries. A new controller adds its own. */
export const READ_MODEL_HANDLERS = [
  ...HANDLERS,
  GetBalanceAsOfHandler,
  ...INVOICE_LINE_HANDLERS,
  ListDisputesHandler,
  GetSettlementHandler,
  ...USAGE_SERIES_HANDLERS,
  ...LIFECYCLE_HANDLERS,
  ...REQUEST_HANDLERS,
];
export { ACKNOWLEDGED_LINES, type AcknowledgedLines } from './acknowledged-lines.port.js';
export { INVOICE_EXPORTS } from './invoice-lines.queries.js';
export { AS_OF_BALANCES, type AsOfBalances } from './as-of-balance.queries.js';
export { LIVE_ACCOUNTS, LiveAccounts, type LiveLimits } from './live/live-accounts.js';
export { READ_MODELS } from './read-models.token.js';
export { PROJECTION_PROGRESS, ReadYourWrites, VIEWS_JOURNAL } from './read-your-writes.js';
export { SETTLEMENTS } from './settlements.queries.js';
export { SOURCE_BALANCES, type SourceBalances } from './source-balance.port.js';
