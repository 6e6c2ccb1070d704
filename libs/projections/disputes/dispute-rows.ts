import type { Table } from '../ports/view-store.port.js';
import { fromJsonColumn, toJsonColumn } from '../store/json-column.js';
import type { DisputeResolution, DisputeView } from './dispute-view.js';

export interface DisputeColumns {
  readonly account: string;
  readonly dispute: string;
  readonly source: string;
  readonly id: string;
  readonly charged_revision: bigint;
  readonly disputed_revision: bigint;
  readonly ground: string;
  readonly state: string;
  readonly opened_at: bigint;
  /** JSON */
  readonly resolution: string | null;
}

export const disputesTable: Table<DisputeView, DisputeColumns> = {
  name: 'disputes',
  key: ['account', 'dispute'],
  columns: [
    'account',
    'dispute',
    'source',
    'id',
    'charged_revision',
    'disputed_revision',
    'ground',
    'state',
    'opened_at',
    'resolution',
  ],
  encode: (row) => [
    row.account,
    row.dispute,
    row.source,
    row.id,
    row.chargedRevision,
    row.disputedRevision,
    row.ground,
    row.state,
    row.openedAt,
    row.resolution && toJsonColumn(row.resolution),
  ],
  decode: (columns) => ({
    account: columns.account,
    dispute: columns.dispute,
    source: columns.source,
    id: columns.id,
    chargedRevision: Number(columns.charged_revision),
    disputedRevision: Number(columns.disputed_revision),
    ground: columns.ground as DisputeView['ground'],
    state: columns.state as DisputeView['state'],
    openedAt: Number(columns.opened_at),
    resolution: columns.resolution === null ? null : fromJsonColumn<DisputeResolution>(columns.resolution),
  }),
};

export function disputeRowKey({ account, dispute }: Pick<DisputeView, 'account' | 'dispute'>): string {
  return `${account}/${dispute}`;
}
