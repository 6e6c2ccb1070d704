import type { Credits } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';
import type { SpokenAlert } from './alert-state.js';
import type { AlertView } from './alert-view.js';

export interface AlertColumns {
  readonly id: string;
  readonly account: string;
  readonly kind: string;
  readonly threshold: bigint;
  readonly generation: bigint;
  readonly state: string;
  readonly fired_at: bigint;
  readonly cleared_at: bigint | null;
  readonly base_micro: bigint;
  readonly remaining_micro: bigint;
  readonly position: bigint;
}

export const alertsTable: Table<AlertView, AlertColumns> = {
  name: 'alerts',
  key: ['id'],
  columns: [
    'id',
    'account',
    'kind',
    'threshold',
    'generation',
    'state',
    'fired_at',
    'cleared_at',
    'base_micro',
    'remaining_micro',
    'position',
  ],
  encode: (row) => [
    row.id,
    row.account,
    row.kind,
    row.threshold,
    row.generation,
    row.state,
    row.firedAt,
    row.clearedAt,
    row.baseMicro,
    row.remainingMicro,
    row.position,
  ],
  decode: (columns) => ({
    id: columns.id,
    account: columns.account,
    kind: columns.kind as AlertView['kind'],
    threshold: columns.threshold,
    generation: Number(columns.generation),
    state: columns.state as AlertView['state'],
    firedAt: Number(columns.fired_at),
    clearedAt: columns.cleared_at === null ? null : Number(columns.cleared_at),
    baseMicro: columns.base_micro as Credits,
    remainingMicro: columns.remaining_micro as Credits,
    position: Number(columns.position),
  }),
};

export function alertRow(account: string, spoken: SpokenAlert, clearedAt: number | null): AlertView {
  const { kind, value, generation, firedAt, baseMicro, remainingMicro, position } = spoken;
  return {
    id: `${account}/${kind}-${value}/${generation}`,
    account,
    kind,
    threshold: value,
    generation,
    state: clearedAt === null ? 'fired' : 'cleared',
    firedAt,
    clearedAt,
    baseMicro,
    remainingMicro,
    position,
  };
}
