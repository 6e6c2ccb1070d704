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

export interface MemberRow {
  readonly account: string;
  readonly member: string;
  /** Belongs to the account, and is not only named by usage (rule 21). */
  readonly known: boolean;
  /** Of a billing period (rule 26); `null`: none. */
  readonly limitMicro: Credits | null;
  /** The newest period the member was charged in; -1 before the first. */
  readonly period: number;
  readonly usedMicro: Credits;
}

export interface MemberColumns {
  readonly account: string;
  readonly member: string;
  readonly known: bigint;
  readonly limit_micro: bigint | null;
  readonly period: bigint;
  readonly used_micro: bigint;
}

export const membersTable: Table<MemberRow, MemberColumns> = {
  name: 'members',
  key: ['account', 'member'],
  columns: ['account', 'member', 'period', 'used_micro', 'known', 'limit_micro'],
  encode: (row) => [row.account, row.member, row.period, row.usedMicro, row.known ? 1 : 0, row.limitMicro],
  decode: (columns) => ({
    account: columns.account,
    member: columns.member,
    known: columns.known === 1n,
    limitMicro: columns.limit_micro as Credits | null,
    period: Number(columns.period),
    usedMicro: columns.used_micro as Credits,
  }),
};
