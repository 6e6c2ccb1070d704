import type { Credits } from '#libs/kernel/index.js';
import type { Table } from '../../ports/view-store.port.js';

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
  /** Grows with each rise of the limit, and when an alert is cleared by what the member uses. */
  readonly generation: number;
}

export interface MemberColumns {
  readonly account: string;
  readonly member: string;
  readonly known: bigint;
  readonly limit_micro: bigint | null;
  readonly period: bigint;
  readonly used_micro: bigint;
  readonly generation: bigint;
}

export const membersTable: Table<MemberRow, MemberColumns> = {
  name: 'members',
  key: ['account', 'member'],
  columns: ['account', 'member', 'period', 'used_micro', 'known', 'limit_micro', 'generation'],
  encode: (row) => [
    row.account,
    row.member,
    row.period,
    row.usedMicro,
    row.known ? 1 : 0,
    row.limitMicro,
    row.generation,
  ],
  decode: (columns) => ({
    account: columns.account,
    member: columns.member,
    known: columns.known === 1n,
    limitMicro: columns.limit_micro as Credits | null,
    period: Number(columns.period),
    usedMicro: columns.used_micro as Credits,
    generation: Number(columns.generation),
  }),
};
