import type { AccountId, Credits } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { OverageBucket } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';

/** Rule 21: created = open + repaid + billed + written off + reversed. */
export interface OverageRow extends OverageBucket {
  readonly account: AccountId;
  readonly createdMicro: Credits;
  readonly openMicro: Credits;
  readonly repaidMicro: Credits;
  readonly billedMicro: Credits;
  readonly writtenOffMicro: Credits;
  /** Undone by corrections (rule 28). */
  readonly reversedMicro: Credits;
  /** That made overage in it. */
  readonly events: number;
  readonly firstRevision: Revision;
  readonly lastRevision: Revision;
}

export interface OverageColumns {
  readonly account: string;
  readonly period: bigint;
  readonly policy: string;
  /** -1: none; part of the key, which may not hold NULL */
  readonly price_version: bigint;
  readonly created_micro: bigint;
  readonly open_micro: bigint;
  readonly repaid_micro: bigint;
  readonly billed_micro: bigint;
  readonly written_off_micro: bigint;
  readonly reversed_micro: bigint;
  readonly events: bigint;
  readonly first_revision: bigint;
  readonly last_revision: bigint;
}

const NO_PRICE = -1;

export const overageTable: Table<OverageRow, OverageColumns> = {
  name: 'overage',
  key: ['account', 'period', 'policy', 'price_version'],
  columns: [
    'account',
    'period',
    'policy',
    'price_version',
    'created_micro',
    'open_micro',
    'repaid_micro',
    'billed_micro',
    'written_off_micro',
    'reversed_micro',
    'events',
    'first_revision',
    'last_revision',
  ],
  encode: (row) => [
    row.account,
    row.period,
    row.policy,
    row.priceVersion ?? NO_PRICE,
    row.createdMicro,
    row.openMicro,
    row.repaidMicro,
    row.billedMicro,
    row.writtenOffMicro,
    row.reversedMicro,
    row.events,
    row.firstRevision,
    row.lastRevision,
  ],
  decode: (columns) => ({
    account: columns.account,
    period: Number(columns.period),
    policy: columns.policy as OverageRow['policy'],
    priceVersion: columns.price_version === BigInt(NO_PRICE) ? null : Number(columns.price_version),
    createdMicro: columns.created_micro as Credits,
    openMicro: columns.open_micro as Credits,
    repaidMicro: columns.repaid_micro as Credits,
    billedMicro: columns.billed_micro as Credits,
    writtenOffMicro: columns.written_off_micro as Credits,
    reversedMicro: columns.reversed_micro as Credits,
    events: Number(columns.events),
    firstRevision: Number(columns.first_revision),
    lastRevision: Number(columns.last_revision),
  }),
};

/** As it was when its period was sealed: what a sealed bill says of it never changes. */
export const overageAtSealTable: Table<OverageRow, OverageColumns> = { ...overageTable, name: 'overage_at_seal' };

export function overageRowKey(account: AccountId, { period, policy, priceVersion }: OverageBucket): string {
  return `${account}/${period}/${policy}/${priceVersion ?? NO_PRICE}`;
}

/** The bucket's own members, in the order events have them. */
export function bucketOf({ period, policy, priceVersion }: OverageBucket): OverageBucket {
  return { period, policy, priceVersion };
}
