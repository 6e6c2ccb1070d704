import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { Table } from '../ports/view-store.port.js';

/** When a period was sealed, in the order of the whole ledger. */
export interface SealRow {
  readonly account: AccountId;
  readonly period: number;
  /** Of the event that sealed it. */
  readonly position: Position;
  readonly sealedAt: Instant;
}

export interface SealColumns {
  readonly account: string;
  readonly period: bigint;
  readonly position: bigint;
  readonly sealed_at: bigint;
}

export const sealsTable: Table<SealRow, SealColumns> = {
  name: 'invoice_seals',
  key: ['account', 'period'],
  columns: ['account', 'period', 'position', 'sealed_at'],
  encode: (row) => [row.account, row.period, row.position, row.sealedAt],
  decode: (columns) => ({
    account: columns.account,
    period: Number(columns.period),
    position: Number(columns.position),
    sealedAt: Number(columns.sealed_at),
  }),
};

export function sealRowKey({ account, period }: Pick<SealRow, 'account' | 'period'>): string {
  return `${account}/${period}`;
}
