import type { AccountColumns, PeriodColumns } from '../accounts/account-rows.js';
import type { AlertColumns } from '../alerts/alert-rows.js';
import type { AlertStateColumns } from '../alerts/alert-state-rows.js';
import type { BalanceColumns, GrantColumns, MemberColumns } from '../balances/balance-rows.js';
import type { OverageColumns, PurchaseColumns, UsageColumns } from '../invoice-lines/invoice-rows.js';
import type { ConflictColumns } from '../receipts/conflict-rows.js';

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
  readonly balances: BalanceColumns;
  readonly grants: GrantColumns;
  readonly members: MemberColumns;
  readonly alert_states: AlertStateColumns;
  readonly alerts: AlertColumns;
  readonly invoice_usage: UsageColumns;
  readonly invoice_overage: OverageColumns;
  readonly invoice_purchases: PurchaseColumns;
  readonly usage_conflicts: ConflictColumns;
}
