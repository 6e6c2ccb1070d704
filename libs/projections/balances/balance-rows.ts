import type { Credits } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { Table } from '../ports/view-store.port.js';

export interface BalanceRow {
  readonly account: string;
  readonly remainingMicro: Credits;
  readonly overageMicro: Credits;
  /** The newest opened; -1 before the first. */
  readonly period: number;
  readonly usedMicro: Credits;
  readonly revision: Revision;
  readonly position: Position;
}

export interface BalanceColumns {
  readonly account: string;
  readonly remaining_micro: bigint;
  readonly overage_micro: bigint;
  readonly period: bigint;
  readonly used_micro: bigint;
  readonly revision: bigint;
  readonly position: bigint;
}

export const balancesTable: Table<BalanceRow, BalanceColumns> = {
  name: 'balances',
  key: ['account'],
  columns: ['account', 'remaining_micro', 'overage_micro', 'period', 'used_micro', 'revision', 'position'],
  encode: (row) => [
    row.account,
    row.remainingMicro,
    row.overageMicro,
    row.period,
    row.usedMicro,
    row.revision,
    row.position,
  ],
  decode: (columns) => ({
    account: columns.account,
    remainingMicro: columns.remaining_micro as Credits,
    overageMicro: columns.overage_micro as Credits,
    period: Number(columns.period),
    usedMicro: columns.used_micro as Credits,
    revision: Number(columns.revision),
    position: Number(columns.position),
  }),
};
