import type { AccountId, Tier } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';
import { decodeSums, encodeSums, type KindSums } from './usage-sums.js';

/** Usage of one model under one tariff version in one period: one line per kind. */
export interface UsageRow {
  readonly account: AccountId;
  readonly period: number;
  readonly tier: Tier;
  readonly book: string;
  readonly version: number;
  /** The sealed period it happened in, where it could not be booked on it (rule 13). */
  readonly originPeriod: number | null;
  readonly model: string;
  /** In order of first use. */
  readonly kinds: readonly KindSums[];
}

export type UsageGroup = Omit<UsageRow, 'kinds'>;

export interface UsageColumns {
  readonly account: string;
  readonly period: bigint;
  readonly tier: string;
  readonly book: string;
  readonly version: bigint;
  /** -1: none; part of the key, which may not hold NULL */
  readonly origin_period: bigint;
  readonly model: string;
  /** JSON: read as a whole, and one row instead of one per kind is what makes it cheap */
  readonly kinds: string;
}

const NO_ORIGIN = -1;

export const usageTable: Table<UsageRow, UsageColumns> = {
  name: 'invoice_usage',
  key: ['account', 'period', 'tier', 'book', 'version', 'origin_period', 'model'],
  columns: ['account', 'period', 'tier', 'book', 'version', 'origin_period', 'model', 'kinds'],
  encode: (row) => [
    row.account,
    row.period,
    row.tier,
    row.book,
    row.version,
    row.originPeriod ?? NO_ORIGIN,
    row.model,
    encodeSums(row.kinds),
  ],
  decode: (columns) => ({
    account: columns.account,
    period: Number(columns.period),
    tier: columns.tier as Tier,
    book: columns.book,
    version: Number(columns.version),
    originPeriod: columns.origin_period === BigInt(NO_ORIGIN) ? null : Number(columns.origin_period),
    model: columns.model,
    kinds: decodeSums(columns.kinds),
  }),
};

export function usageRowKey(row: UsageGroup): string {
  const { account, period, tier, book, version, originPeriod, model } = row;
  return `${account}/${period}/${tier}/${book}/${version}/${originPeriod ?? NO_ORIGIN}/${model}`;
}
