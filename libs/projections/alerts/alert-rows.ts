import type { AccountId, Credits, Instant, MemberId } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { Table } from '../ports/view-store.port.js';
import type { SpokenAlert } from './alert-state.js';
import type { AlertView } from './alert-view.js';

export interface AlertColumns {
  readonly id: string;
  readonly account: string;
  readonly member: string | null;
  readonly kind: string;
  readonly threshold: bigint;
  readonly generation: bigint;
  readonly state: string;
  readonly fired_at: bigint;
  readonly cleared_at: bigint | null;
  readonly base_micro: bigint;
  readonly remaining_micro: bigint;
  readonly position: bigint;
  readonly cleared_position: bigint | null;
}

export const alertsTable: Table<AlertView, AlertColumns> = {
  name: 'alerts',
  key: ['id'],
  columns: [
    'id',
    'account',
    'member',
    'kind',
    'threshold',
    'generation',
    'state',
    'fired_at',
    'cleared_at',
    'base_micro',
    'remaining_micro',
    'position',
    'cleared_position',
  ],
  encode: (row) => [
    row.id,
    row.account,
    row.member,
    row.kind,
    row.threshold,
    row.generation,
    row.state,
    row.firedAt,
    row.clearedAt,
    row.baseMicro,
    row.remainingMicro,
    row.position,
    row.clearedPosition,
  ],
  decode: (columns) => ({
    id: columns.id,
    account: columns.account,
    member: columns.member,
    kind: columns.kind as AlertView['kind'],
    threshold: columns.threshold,
    generation: Number(columns.generation),
    state: columns.state as AlertView['state'],
    firedAt: Number(columns.fired_at),
    clearedAt: columns.cleared_at === null ? null : Number(columns.cleared_at),
    baseMicro: columns.base_micro as Credits,
    remainingMicro: columns.remaining_micro as Credits,
    position: Number(columns.position),
    clearedPosition: columns.cleared_position === null ? null : Number(columns.cleared_position),
  }),
};

/** Who is watched: an account's credits, or what one member may use of them. */
export interface Watched {
  readonly account: AccountId;
  readonly member: MemberId | null;
}

/** The event that cleared an alert. */
export interface Clearing {
  readonly at: Instant;
  readonly position: Position;
}

export function alertRow({ account, member }: Watched, spoken: SpokenAlert, clearing: Clearing | null): AlertView {
  const { kind, value, generation, firedAt, baseMicro, remainingMicro, position } = spoken;
  const watched = member === null ? account : `${account}/member-${member}`;
  return {
    id: `${watched}/${kind}-${value}/${generation}`,
    account,
    member,
    kind,
    threshold: value,
    generation,
    state: clearing === null ? 'fired' : 'cleared',
    firedAt,
    clearedAt: clearing?.at ?? null,
    baseMicro,
    remainingMicro,
    position,
    clearedPosition: clearing?.position ?? null,
  };
}
