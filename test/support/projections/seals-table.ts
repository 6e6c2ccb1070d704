import type { Table } from '#libs/projections/ports/view-store.port.js';

export interface SealRow {
  readonly account: string;
  readonly period: number;
  readonly position: bigint;
  readonly sealedAt: bigint;
}

interface Columns {
  readonly account: string;
  readonly period: bigint;
  readonly position: bigint;
  readonly sealed_at: bigint;
}

/** The table of the seals, told as one whose last column is written once. */
export const SEALS: Table<SealRow, Columns> = {
  name: 'invoice_seals',
  key: ['account', 'period'],
  columns: ['account', 'period', 'position', 'sealed_at'],
  changing: 1,
  encode: ({ account, period, position, sealedAt }) => [account, period, position, sealedAt],
  decode: ({ account, period, position, sealed_at }) => {
    return { account, period: Number(period), position, sealedAt: sealed_at };
  },
};

export const seal = (account: string, period: number, position: bigint, sealedAt = 7n): SealRow => {
  return { account, period, position, sealedAt };
};
