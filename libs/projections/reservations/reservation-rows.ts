import type { AccountId, Credits, Tier } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';
import type { ReservationView } from './reservation-view.js';

export interface ReservationRow extends ReservationView {
  readonly account: AccountId;
}

export interface ReservationColumns {
  readonly account: string;
  readonly reservation: string;
  readonly held_micro: bigint;
  readonly headroom_micro: bigint;
  readonly member: string | null;
  readonly app: string | null;
  readonly model: string;
  readonly tier: string;
  readonly amount_micro: bigint;
  readonly made_at: bigint;
  readonly expires_at: bigint;
  readonly revision: bigint;
}

export const reservationsTable: Table<ReservationRow, ReservationColumns> = {
  name: 'reservations',
  key: ['account', 'reservation'],
  columns: [
    'account',
    'reservation',
    'held_micro',
    'headroom_micro',
    'member',
    'app',
    'model',
    'tier',
    'amount_micro',
    'made_at',
    'expires_at',
    'revision',
  ],
  changing: 2,
  encode: (row) => [
    row.account,
    row.reservation,
    row.heldMicro,
    row.headroomMicro,
    row.member,
    row.app,
    row.model,
    row.tier,
    row.amountMicro,
    row.madeAt,
    row.expiresAt,
    row.revision,
  ],
  decode: (columns) => ({
    account: columns.account,
    reservation: columns.reservation,
    heldMicro: columns.held_micro as Credits,
    headroomMicro: columns.headroom_micro as Credits,
    member: columns.member,
    app: columns.app,
    model: columns.model,
    tier: columns.tier as Tier,
    amountMicro: columns.amount_micro as Credits,
    madeAt: Number(columns.made_at),
    expiresAt: Number(columns.expires_at),
    revision: Number(columns.revision),
  }),
};
