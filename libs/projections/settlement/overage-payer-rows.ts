import type { AccountId } from '#libs/kernel/index.js';
import { bucketName, type OverageBucket } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';
import { OveragePayers } from './overage-payers.js';
import { decodeSums, encodeSums } from './sums.js';

/** Who used what of one overage bucket, and who paid for it. Changed in place. */
export interface OveragePayerRow {
  readonly account: AccountId;
  readonly bucket: string;
  readonly payers: OveragePayers;
}

export interface OveragePayerColumns {
  readonly account: string;
  readonly bucket: string;
  /** JSON */
  readonly payers: string;
}

export const overagePayersTable: Table<OveragePayerRow, OveragePayerColumns> = {
  name: 'overage_payers',
  key: ['account', 'bucket'],
  columns: ['account', 'bucket', 'payers'],
  encode: ({ account, bucket, payers }) => [
    account,
    bucket,
    JSON.stringify([...payers.entries()].map(([place, paid]) => [place, encodeSums(paid)])),
  ],
  decode: ({ account, bucket, payers }) => {
    const stored = JSON.parse(payers) as readonly (readonly [string, string])[];
    return {
      account,
      bucket,
      payers: new OveragePayers(new Map(stored.map(([place, paid]) => [place, decodeSums(paid)]))),
    };
  },
};

export function newPayers(account: AccountId, bucket: OverageBucket): OveragePayerRow {
  return { account, bucket: bucketName(bucket), payers: new OveragePayers(new Map()) };
}

export function overagePayerKey(account: AccountId, bucket: OverageBucket): string {
  return `${account}/${bucketName(bucket)}`;
}
