import type { Credits } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import { isUnscoped, UNSCOPED, type GrantScope, type GrantSource } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';
import type { GrantView } from './balance-view.js';

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

export interface GrantRow extends GrantView {
  readonly account: string;
}

export interface GrantColumns {
  readonly account: string;
  readonly grant_id: string;
  readonly source: string;
  readonly priority: bigint;
  readonly amount_micro: bigint;
  readonly consumed_micro: bigint;
  readonly remaining_micro: bigint;
  readonly eligible_from: bigint;
  readonly expires_at: bigint | null;
  /** JSON; `null`: unscoped */
  readonly scope: string | null;
}

export const grantsTable: Table<GrantRow, GrantColumns> = {
  name: 'grants',
  key: ['account', 'grant_id'],
  columns: [
    'account',
    'grant_id',
    'source',
    'priority',
    'amount_micro',
    'consumed_micro',
    'remaining_micro',
    'eligible_from',
    'expires_at',
    'scope',
  ],
  encode: (row) => [
    row.account,
    row.grant,
    row.source,
    row.priority,
    row.amountMicro,
    row.consumedMicro,
    row.remainingMicro,
    row.eligibleFrom,
    row.expiresAt,
    isUnscoped(row.scope) ? null : JSON.stringify(row.scope),
  ],
  decode: (columns) => ({
    account: columns.account,
    grant: columns.grant_id,
    source: columns.source as GrantSource,
    priority: Number(columns.priority),
    amountMicro: columns.amount_micro as Credits,
    consumedMicro: columns.consumed_micro as Credits,
    remainingMicro: columns.remaining_micro as Credits,
    eligibleFrom: Number(columns.eligible_from),
    expiresAt: columns.expires_at === null ? null : Number(columns.expires_at),
    scope: columns.scope === null ? UNSCOPED : (JSON.parse(columns.scope) as GrantScope),
  }),
};

export interface MemberRow {
  readonly account: string;
  readonly member: string;
  /** Added to the account, not only named by usage (rule 21). */
  readonly known: boolean;
  /** The newest period the member was charged in; -1 before the first. */
  readonly period: number;
  readonly usedMicro: Credits;
}

export interface MemberColumns {
  readonly account: string;
  readonly member: string;
  readonly known: bigint;
  readonly period: bigint;
  readonly used_micro: bigint;
}

export const membersTable: Table<MemberRow, MemberColumns> = {
  name: 'members',
  key: ['account', 'member'],
  columns: ['account', 'member', 'known', 'period', 'used_micro'],
  encode: (row) => [row.account, row.member, row.known ? 1 : 0, row.period, row.usedMicro],
  decode: (columns) => ({
    account: columns.account,
    member: columns.member,
    known: columns.known === 1n,
    period: Number(columns.period),
    usedMicro: columns.used_micro as Credits,
  }),
};
