import type { AccountId, Credits, GrantId, Instant, Tier } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { GrantSource } from '#libs/ledger/contract.js';
import type { Table } from '../ports/view-store.port.js';
import { decodeSums, encodeSums, type KindSums } from './usage-sums.js';

/** Usage of one model under one tariff version in one period: one line per kind. */
export interface UsageRow {
  readonly account: AccountId;
  readonly period: number;
  readonly tier: Tier;
  readonly book: string;
  readonly version: number;
  readonly model: string;
  /** In order of first use. */
  readonly kinds: readonly KindSums[];
}

export interface UsageColumns {
  readonly account: string;
  readonly period: bigint;
  readonly tier: string;
  readonly book: string;
  readonly version: bigint;
  readonly model: string;
  /** JSON: read as a whole, and one row instead of one per kind is what makes it cheap */
  readonly kinds: string;
}

export const usageTable: Table<UsageRow, UsageColumns> = {
  name: 'invoice_usage',
  key: ['account', 'period', 'tier', 'book', 'version', 'model'],
  columns: ['account', 'period', 'tier', 'book', 'version', 'model', 'kinds'],
  encode: (row) => [row.account, row.period, row.tier, row.book, row.version, row.model, encodeSums(row.kinds)],
  decode: (columns) => ({
    account: columns.account,
    period: Number(columns.period),
    tier: columns.tier as Tier,
    book: columns.book,
    version: Number(columns.version),
    model: columns.model,
    kinds: decodeSums(columns.kinds),
  }),
};

export function usageRowKey(row: Omit<UsageRow, 'kinds'>): string {
  return `${row.account}/${row.period}/${row.tier}/${row.book}/${row.version}/${row.model}`;
}

/** One overage bucket (rule 21). */
export interface OverageRow {
  readonly account: AccountId;
  readonly period: number;
  readonly policy: 'block';
  readonly priceVersion: number | null;
  readonly creditsMicro: Credits;
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
  readonly credits_micro: bigint;
  readonly events: bigint;
  readonly first_revision: bigint;
  readonly last_revision: bigint;
}

const NO_PRICE = -1;

export const overageTable: Table<OverageRow, OverageColumns> = {
  name: 'invoice_overage',
  key: ['account', 'period', 'policy', 'price_version'],
  columns: [
    'account',
    'period',
    'policy',
    'price_version',
    'credits_micro',
    'events',
    'first_revision',
    'last_revision',
  ],
  encode: (row) => [
    row.account,
    row.period,
    row.policy,
    row.priceVersion ?? NO_PRICE,
    row.creditsMicro,
    row.events,
    row.firstRevision,
    row.lastRevision,
  ],
  decode: (columns) => ({
    account: columns.account,
    period: Number(columns.period),
    policy: columns.policy as OverageRow['policy'],
    priceVersion: columns.price_version === BigInt(NO_PRICE) ? null : Number(columns.price_version),
    creditsMicro: columns.credits_micro as Credits,
    events: Number(columns.events),
    firstRevision: Number(columns.first_revision),
    lastRevision: Number(columns.last_revision),
  }),
};

export function overageRowKey(row: Pick<OverageRow, 'account' | 'period' | 'policy' | 'priceVersion'>): string {
  return `${row.account}/${row.period}/${row.policy}/${row.priceVersion ?? NO_PRICE}`;
}

/** A grant that was paid for; its period is the one it was recorded in. */
export interface PurchaseRow {
  readonly account: AccountId;
  readonly grant: GrantId;
  readonly source: GrantSource;
  readonly recordedAt: Instant;
  readonly revision: Revision;
  readonly creditsMicro: Credits;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly taxIncluded: boolean;
  readonly paymentRef: string | null;
}

export interface PurchaseColumns {
  readonly account: string;
  readonly grant_id: string;
  readonly source: string;
  readonly recorded_at: bigint;
  readonly revision: bigint;
  readonly credits_micro: bigint;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly tax_included: bigint;
  readonly payment_ref: string | null;
}

export const purchasesTable: Table<PurchaseRow, PurchaseColumns> = {
  name: 'invoice_purchases',
  key: ['account', 'grant_id'],
  columns: [
    'account',
    'grant_id',
    'source',
    'recorded_at',
    'revision',
    'credits_micro',
    'amount_minor',
    'currency',
    'tax_included',
    'payment_ref',
  ],
  encode: (row) => [
    row.account,
    row.grant,
    row.source,
    row.recordedAt,
    row.revision,
    row.creditsMicro,
    row.amountMinor,
    row.currency,
    row.taxIncluded ? 1 : 0,
    row.paymentRef,
  ],
  decode: (columns) => ({
    account: columns.account,
    grant: columns.grant_id,
    source: columns.source as GrantSource,
    recordedAt: Number(columns.recorded_at),
    revision: Number(columns.revision),
    creditsMicro: columns.credits_micro as Credits,
    amountMinor: columns.amount_minor,
    currency: columns.currency,
    taxIncluded: columns.tax_included === 1n,
    paymentRef: columns.payment_ref,
  }),
};
