import type { AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { Table } from '../ports/view-store.port.js';

/** Where a conflict lies in its account's stream: a reference, no copy. */
export interface ConflictRow {
  readonly account: AccountId;
  readonly chargedRevision: Revision;
  readonly revision: Revision;
}

export interface ConflictColumns {
  readonly account: string;
  readonly charged_revision: bigint;
  readonly revision: bigint;
}

export const conflictsTable: Table<ConflictRow, ConflictColumns> = {
  name: 'usage_conflicts',
  key: ['account', 'charged_revision', 'revision'],
  columns: ['account', 'charged_revision', 'revision'],
  encode: (row) => [row.account, row.chargedRevision, row.revision],
  decode: (columns) => ({
    account: columns.account,
    chargedRevision: Number(columns.charged_revision),
    revision: Number(columns.revision),
  }),
};
