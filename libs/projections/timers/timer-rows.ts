import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';

/** What falls due: a reservation's end, a renewal, a transfer to be finished, a period's seal. */
export type TimerKind = 'hold' | 'term' | 'transfer' | 'seal';

export interface TimerRow {
  readonly account: AccountId;
  readonly kind: TimerKind;
  /** Of the reservation, subscription, transfer or period. */
  readonly subject: string;
  readonly dueAt: Instant;
}

export interface TimerColumns {
  readonly account: string;
  readonly kind: string;
  readonly subject: string;
  readonly due_at: bigint;
  /** 1: work that takes, due `closeGrace` later (rules 13, 14) */
  readonly grace: bigint;
}

export const timersTable: Table<TimerRow, TimerColumns> = {
  name: 'timers',
  key: ['account', 'kind', 'subject'],
  columns: ['account', 'kind', 'subject', 'due_at', 'grace'],
  encode: (row) => [row.account, row.kind, row.subject, row.dueAt, row.kind === 'seal' ? 1 : 0],
  decode: (columns) => ({
    account: columns.account,
    kind: columns.kind as TimerKind,
    subject: columns.subject,
    dueAt: Number(columns.due_at),
  }),
};

export function timerKey({ account, kind, subject }: Omit<TimerRow, 'dueAt'>): string {
  return `${account}/${kind}/${subject}`;
}
