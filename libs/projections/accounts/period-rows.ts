import type { AccountId, Credits } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';
import type { PeriodView } from './account-view.js';

export interface PeriodRow extends Omit<PeriodView, 'sealed'> {
  readonly account: AccountId;
  readonly billingDay: number;
}

export interface PeriodColumns {
  readonly account: AccountId;
  readonly period: bigint;
  readonly starts_at: bigint;
  readonly ends_at: bigint;
  readonly zone: string;
  readonly billing_day: bigint;
  readonly sealed_at: bigint | null;
  readonly used_micro: bigint | null;
  readonly total_minor: bigint | null;
}

export const periodsTable: Table<PeriodRow, PeriodColumns> = {
  name: 'periods',
  key: ['account', 'period'],
  columns: [
    'account',
    'period',
    'starts_at',
    'ends_at',
    'zone',
    'billing_day',
    'sealed_at',
    'used_micro',
    'total_minor',
  ],
  encode: (row) => [
    row.account,
    row.period,
    row.startsAt,
    row.endsAt,
    row.zone,
    row.billingDay,
    row.sealedAt,
    row.usedMicro,
    row.totalMinor,
  ],
  decode: (columns) => ({
    account: columns.account,
    period: Number(columns.period),
    startsAt: Number(columns.starts_at),
    endsAt: Number(columns.ends_at),
    zone: columns.zone,
    billingDay: Number(columns.billing_day),
    sealedAt: columns.sealed_at === null ? null : Number(columns.sealed_at),
    usedMicro: columns.used_micro as Credits | null,
    totalMinor: columns.total_minor,
  }),
};

export function periodRowKey({ account, period }: Pick<PeriodRow, 'account' | 'period'>): string {
  return `${account}/${period}`;
}

export function asPeriodView({ account: _account, billingDay: _day, ...period }: PeriodRow): PeriodView {
  return { ...period, sealed: period.sealedAt !== null };
}
