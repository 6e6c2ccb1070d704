import type { AccountColumns } from '../accounts/account-rows.js';
import type { PeriodColumns } from '../accounts/period-rows.js';
import type { SubscriptionColumns } from '../accounts/subscription-rows.js';
import type { TransferColumns } from '../accounts/transfer-rows.js';
import type { AlertColumns } from '../alerts/alert-rows.js';
import type { AlertStateColumns } from '../alerts/alert-state-rows.js';
import type { BalanceColumns, MemberColumns } from '../balances/balance-rows.js';
import type { GrantColumns } from '../balances/grant-rows.js';
import type { MoneyColumns } from '../invoice-lines/money-rows.js';
import type { UsageColumns } from '../invoice-lines/usage-rows.js';
import type { OverageColumns } from '../overage/overage-rows.js';
import type { ConflictColumns } from '../receipts/conflict-rows.js';
import type { ReservationColumns } from '../reservations/reservation-rows.js';
import type { GrantExpiryColumns } from '../timers/grant-expiries.js';
import type { TimerColumns } from '../timers/timer-rows.js';

export interface CheckpointColumns {
  readonly projection: string;
  readonly version: bigint;
  readonly ledger_id: string;
  readonly position: bigint;
  readonly record_id: string;
}

/** The tables of the read models as queries see them. Whole numbers come back as bigint. */
export interface ViewsSchema {
  readonly checkpoints: CheckpointColumns;
  readonly accounts: AccountColumns;
  readonly periods: PeriodColumns;
  readonly subscriptions: SubscriptionColumns;
  readonly transfers: TransferColumns;
  readonly balances: BalanceColumns;
  readonly grants: GrantColumns;
  readonly members: MemberColumns;
  readonly overage: OverageColumns;
  readonly reservations: ReservationColumns;
  readonly alert_states: AlertStateColumns;
  readonly alerts: AlertColumns;
  readonly invoice_usage: UsageColumns;
  readonly invoice_money: MoneyColumns;
  readonly usage_conflicts: ConflictColumns;
  readonly grant_expiries: GrantExpiryColumns;
  readonly timers: TimerColumns;
}
