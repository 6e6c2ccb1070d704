import type { AccountKind, AccountStatus, AlertRules, OveragePolicy, OveragePrice } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';
import { fromJsonColumn, toJsonColumn } from '../store/json-column.js';
import type { AccountView, AssignedTariffBook } from './account-view.js';

export interface AccountRow extends AccountView {
  /** Every price there was; version n stands at n − 1. */
  readonly overagePrices: readonly OveragePrice[];
}

export interface AccountColumns {
  readonly account: string;
  readonly kind: string;
  readonly standing: string;
  readonly opened_at: bigint;
  readonly currency: string;
  readonly zone: string;
  readonly billing_day: bigint;
  /** The rest is JSON: read as a whole. */
  readonly overage_policy: string;
  readonly overage_prices: string;
  readonly tariff_books: string;
  readonly alert_rules: string;
}

export const accountsTable: Table<AccountRow, AccountColumns> = {
  name: 'accounts',
  key: ['account'],
  columns: [
    'account',
    'kind',
    'standing',
    'opened_at',
    'currency',
    'zone',
    'billing_day',
    'overage_policy',
    'overage_prices',
    'tariff_books',
    'alert_rules',
  ],
  encode: (row) => [
    row.account,
    row.kind,
    row.standing,
    row.openedAt,
    row.currency,
    row.zone,
    row.billingDay,
    toJsonColumn(row.overagePolicy),
    toJsonColumn(row.overagePrices),
    toJsonColumn(row.tariffBooks),
    toJsonColumn(row.alertRules),
  ],
  decode: (columns) => ({
    account: columns.account,
    kind: columns.kind as AccountKind,
    standing: columns.standing as AccountStatus,
    openedAt: Number(columns.opened_at),
    currency: columns.currency,
    zone: columns.zone,
    billingDay: Number(columns.billing_day),
    overagePolicy: fromJsonColumn<OveragePolicy>(columns.overage_policy),
    overagePrices: fromJsonColumn<readonly OveragePrice[]>(columns.overage_prices),
    tariffBooks: fromJsonColumn<readonly AssignedTariffBook[]>(columns.tariff_books),
    alertRules: fromJsonColumn<AlertRules>(columns.alert_rules),
  }),
};
