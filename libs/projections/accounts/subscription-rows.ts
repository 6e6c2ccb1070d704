import type { AccountId, Credits } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';
import { fromJsonColumn, toJsonColumn } from '../store/json-column.js';
import type { SubscriptionView } from './account-view.js';

export interface SubscriptionRow extends SubscriptionView {
  readonly account: AccountId;
}

type Agreed = Pick<SubscriptionView, 'product' | 'terms'>;

export interface SubscriptionColumns {
  readonly account: string;
  readonly subscription: string;
  readonly started_at: bigint;
  readonly term_starts_at: bigint;
  readonly term_ends_at: bigint;
  readonly occurrences: bigint;
  readonly allowance_micro: bigint;
  readonly grant_id: string | null;
  /** JSON: product and terms */
  readonly agreed: string;
  /** JSON */
  readonly change: string | null;
  /** JSON */
  readonly ended: string | null;
}

export const subscriptionsTable: Table<SubscriptionRow, SubscriptionColumns> = {
  name: 'subscriptions',
  key: ['account', 'subscription'],
  columns: [
    'account',
    'subscription',
    'started_at',
    'term_starts_at',
    'term_ends_at',
    'occurrences',
    'allowance_micro',
    'grant_id',
    'agreed',
    'change',
    'ended',
  ],
  encode: (row) => [
    row.account,
    row.subscription,
    row.startedAt,
    row.term.startsAt,
    row.term.endsAt,
    row.occurrences,
    row.allowanceMicro,
    row.grant,
    toJsonColumn({ product: row.product, terms: row.terms } satisfies Agreed),
    row.change && toJsonColumn(row.change),
    row.ended && toJsonColumn(row.ended),
  ],
  decode: (columns) => ({
    account: columns.account,
    subscription: columns.subscription,
    ...fromJsonColumn<Agreed>(columns.agreed),
    startedAt: Number(columns.started_at),
    term: { startsAt: Number(columns.term_starts_at), endsAt: Number(columns.term_ends_at) },
    occurrences: Number(columns.occurrences),
    allowanceMicro: columns.allowance_micro as Credits,
    grant: columns.grant_id,
    change: columns.change === null ? null : fromJsonColumn(columns.change),
    ended: columns.ended === null ? null : fromJsonColumn(columns.ended),
  }),
};
