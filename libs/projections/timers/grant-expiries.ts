import type { AccountId, Credits, GrantId, Instant } from '#libs/kernel/index.js';
import type { GrantTerms } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';

/** When an event of its own takes what is left of a grant (rule 14). */
export interface GrantExpiryRow {
  readonly account: AccountId;
  readonly grant: GrantId;
  readonly dueAt: Instant;
}

export interface GrantExpiryColumns {
  readonly account: string;
  readonly grant_id: string;
  readonly due_at: bigint;
}

export const grantExpiriesTable: Table<GrantExpiryRow, GrantExpiryColumns> = {
  name: 'grant_expiries',
  key: ['account', 'grant_id'],
  columns: ['account', 'grant_id', 'due_at'],
  encode: (row) => [row.account, row.grant, row.dueAt],
  decode: (columns) => ({ account: columns.account, grant: columns.grant_id, dueAt: Number(columns.due_at) }),
};

interface Expiring extends Pick<GrantTerms, 'grant' | 'expiresAt' | 'rollover'> {
  readonly account: AccountId;
  readonly remainingMicro: Credits;
  readonly ended: boolean;
}

/** `undefined`: nothing is left to take, or the seal ends it, because it rolls over. */
export function grantExpiryOf(row: Expiring): GrantExpiryRow | undefined {
  const { account, grant, expiresAt, rollover, remainingMicro, ended } = row;
  if (expiresAt === null || rollover !== null || ended || remainingMicro === 0n) return undefined;
  return { account, grant, dueAt: expiresAt };
}
