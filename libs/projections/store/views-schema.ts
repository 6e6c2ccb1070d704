import type { AccountColumns } from '../accounts/account-rows.js';
import type { PeriodColumns } from '../accounts/period-rows.js';
import type { SubscriptionColumns } from '../accounts/subscription-rows.js';
import type { TransferColumns } from '../accounts/transfer-rows.js';
import type { AlertColumns } from '../alerts/alert-rows.js';
import type { AlertStateColumns } from '../alerts/alert-state-rows.js';
import type { MemberCrossingsColumns } from '../alerts/members/member-crossings-rows.js';
import type { MemberColumns } from '../alerts/members/member-rows.js';
import type { BalanceColumns } from '../balances/balance-rows.js';
import type { GrantColumns } from '../balances/grant-rows.js';
import type { DisputeColumns } from '../disputes/dispute-rows.js';
import type { MoneyColumns } from '../invoice-lines/money-rows.js';
import type { SealColumns } from '../invoice-lines/seal-rows.js';
import type { UsageColumns } from '../invoice-lines/usage-rows.js';
import type { OverageColumns } from '../overage/overage-rows.js';
import type { ConflictColumns } from '../receipts/conflict-rows.js';
import type { RequestPageColumns } from '../requests/request-page-rows.js';
import type { ReservationColumns } from '../reservations/reservation-rows.js';
import type { CreditFlowColumns } from '../settlement/credit-flow-rows.js';
import type { LotAccountRow, LotColumns } from '../settlement/lot-rows.js';
import type { OveragePayerColumns } from '../settlement/overage-payer-rows.js';
import type { SettledUsageColumns } from '../settlement/settled-usage-rows.js';
import type { GrantExpiryColumns } from '../timers/grant-expiries.js';
import type { TimerColumns } from '../timers/timer-rows.js';
import type { UsageHourColumns } from '../usage-series/usage-hour-rows.js';

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
  readonly overage_at_seal: OverageColumns;
  readonly reservations: ReservationColumns;
  readonly alert_states: AlertStateColumns;
  readonly alerts: AlertColumns;
  readonly member_crossings: MemberCrossingsColumns;
  readonly invoice_usage: UsageColumns;
  readonly invoice_money: MoneyColumns;
  readonly invoice_seals: SealColumns;
  readonly usage_conflicts: ConflictColumns;
  readonly grant_expiries: GrantExpiryColumns;
  readonly timers: TimerColumns;
  readonly usage_hours: UsageHourColumns;
  readonly request_pages: RequestPageColumns;
  readonly settled_usage: SettledUsageColumns;
  readonly credit_flows: CreditFlowColumns;
  readonly credit_lots: LotColumns;
  readonly overage_payers: OveragePayerColumns;
  readonly settled_accounts: LotAccountRow;
  readonly disputes: DisputeColumns;
}
