import type { AccountQueries } from './accounts/account-view.js';
import type { AlertQueries } from './alerts/alert-view.js';
import type { BalanceQueries } from './balances/balance-view.js';
import type { HistoryQueries } from './history/history-view.js';
import type { InvoiceQueries } from './invoice-lines/invoice-view.js';
import type { ReceiptQueries } from './receipts/receipt-view.js';
import type { ReservationQueries } from './reservations/reservation-view.js';
import type { TimerQueries } from './timers/timer-view.js';

export type * from './accounts/account-view.js';
export type * from './alerts/alert-view.js';
export type * from './balances/balance-view.js';
export type * from './history/history-view.js';
export type * from './invoice-lines/invoice-view.js';
export type * from './receipts/receipt-view.js';
export type * from './reservations/reservation-view.js';
export type * from './runner/projector-view.js';
export type * from './timers/timer-view.js';
export { PROJECTION_NAMES } from './runner/projector-view.js';
export { CursorInvalid } from './page.js';
export type { Page, PageRequest } from './page.js';

/** Everything that can be asked of the read models and, for receipts and history, of the journal itself. */
export interface ReadModels {
  readonly accounts: AccountQueries;
  readonly balances: BalanceQueries;
  readonly reservations: ReservationQueries;
  readonly alerts: AlertQueries;
  readonly invoices: InvoiceQueries;
  readonly receipts: ReceiptQueries;
  readonly history: HistoryQueries;
  readonly timers: TimerQueries;
}
