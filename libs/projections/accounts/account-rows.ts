import type { AccountId } from '#libs/kernel/index.js';
import { credits } from '#libs/kernel/index.js';
import type { AccountKind, AlertRules, PeriodOpened } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';
import type { AccountView } from '../balances/balance-view.js';

export interface AccountColumns {
  readonly account: string;
  readonly kind: string;
  readonly opened_at: bigint;
  readonly currency: string;
  readonly zone: string;
  readonly billing_day: bigint;
  readonly overage_policy: string;
  readonly tariff_book: string;
  /** JSON */
  readonly alert_rules: string;
}

export const accountsTable: Table<AccountView, AccountColumns> = {
  name: 'accounts',
  key: ['account'],
  columns: [
    'account',
    'kind',
    'opened_at',
    'currency',
    'zone',
    'billing_day',
    'overage_policy',
    'tariff_book',
    'alert_rules',
  ],
  encode: (row) => [
    row.account,
    row.kind,
    row.openedAt,
    row.currency,
    row.zone,
    row.billingDay,
    row.overagePolicy,
    row.tariffBook,
    encodeAlertRules(row.alertRules),
  ],
  decode: (columns) => ({
    account: columns.account,
    kind: columns.kind as AccountKind,
    openedAt: Number(columns.opened_at),
    currency: columns.currency,
    zone: columns.zone,
    billingDay: Number(columns.billing_day),
    overagePolicy: columns.overage_policy as 'block',
    tariffBook: columns.tariff_book,
    alertRules: decodeAlertRules(columns.alert_rules),
  }),
};

/** Amounts as decimal strings: JSON numbers would round them. */
export function encodeAlertRules({ percents, floorsMicro }: AlertRules): string {
  return JSON.stringify({ percents, floorsMicro: floorsMicro.map(String) });
}

export function decodeAlertRules(text: string): AlertRules {
  const stored = JSON.parse(text) as { percents: readonly number[]; floorsMicro: readonly string[] };
  return { percents: stored.percents, floorsMicro: stored.floorsMicro.map((floor) => credits(BigInt(floor))) };
}

export type PeriodRow = PeriodOpened['data'];

export interface PeriodColumns {
  readonly account: AccountId;
  readonly period: bigint;
  readonly starts_at: bigint;
  readonly ends_at: bigint;
  readonly zone: string;
  readonly billing_day: bigint;
}

export const periodsTable: Table<PeriodRow, PeriodColumns> = {
  name: 'periods',
  key: ['account', 'period'],
  columns: ['account', 'period', 'starts_at', 'ends_at', 'zone', 'billing_day'],
  encode: (row) => [row.account, row.period, row.startsAt, row.endsAt, row.zone, row.billingDay],
  decode: (columns) => ({
    account: columns.account,
    period: Number(columns.period),
    startsAt: Number(columns.starts_at),
    endsAt: Number(columns.ends_at),
    zone: columns.zone,
    billingDay: Number(columns.billing_day),
  }),
};
