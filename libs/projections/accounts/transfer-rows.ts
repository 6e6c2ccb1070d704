import type { AccountId, Credits } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';
import type { TransferView } from './account-view.js';

export interface TransferRow extends TransferView {
  readonly account: AccountId;
}

export interface TransferColumns {
  readonly account: string;
  readonly transfer: string;
  readonly receiver: string;
  readonly amount_micro: bigint;
  readonly sent_at: bigint;
}

export const transfersTable: Table<TransferRow, TransferColumns> = {
  name: 'transfers',
  key: ['account', 'transfer'],
  columns: ['account', 'transfer', 'receiver', 'amount_micro', 'sent_at'],
  encode: (row) => [row.account, row.transfer, row.to, row.amountMicro, row.sentAt],
  decode: (columns) => ({
    account: columns.account,
    transfer: columns.transfer,
    to: columns.receiver,
    amountMicro: columns.amount_micro as Credits,
    sentAt: Number(columns.sent_at),
  }),
};
