import type { AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { TransferOrigin } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';
import type { LotText } from './lot.js';

/** Of which lot a grant's credits are, or those on their way into a grant that is not made yet. Written once. */
export interface LotRow {
  readonly account: AccountId;
  /** A grant, or what `refundHolder` and `transferHolder` name. */
  readonly holder: string;
  readonly lot: LotText;
}

export interface LotColumns {
  readonly account: string;
  readonly holder: string;
  readonly lot: string;
}

export const lotsTable: Table<LotRow, LotColumns> = {
  name: 'credit_lots',
  key: ['account', 'holder'],
  columns: ['account', 'holder', 'lot'],
  encode: ({ account, holder, lot }) => [account, holder, lot],
  decode: ({ account, holder, lot }) => ({ account, holder, lot }),
};

export function lotKey(account: AccountId, holder: string): string {
  return `${account}/${holder}`;
}

/** Of the grant that the record at a revision makes: a correction's refunds follow it one by one (rule 28). */
export function refundHolder(revision: Revision): string {
  return `@${revision}`;
}

/** Of a part of a transfer, on the sender's side (rule 33). */
export function transferHolder({ transfer, part }: Pick<TransferOrigin, 'transfer' | 'part'>): string {
  return `>${transfer}/${part}`;
}

export interface LotAccountRow {
  readonly account: AccountId;
  readonly currency: string;
}

/** The currency overage is billed in, which no line says. */
export const lotAccountsTable: Table<LotAccountRow, LotAccountRow> = {
  name: 'settled_accounts',
  key: ['account'],
  columns: ['account', 'currency'],
  encode: ({ account, currency }) => [account, currency],
  decode: ({ account, currency }) => ({ account, currency }),
};
