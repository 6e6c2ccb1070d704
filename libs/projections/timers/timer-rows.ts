import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Table } from '../ports/view-store.port.js';

/**
 * What falls due: a reservation's end, a renewal, a transfer to be finished, a period's seal. And when credits that were
 * given ahead may be used: nothing is to be done then, but what the account may draw is another.
 */
export type TimerKind = 'hold' | 'term' | 'transfer' | 'seal' | 'start';

export interface TimerRow {
  readonly account: AccountId;
  readonly kind: TimerKind;
  /** Of the reservation, subscription, transfer, period or grant. */
  readonly subject: string;
  readonly dueAt: Instant;
}

export interface TimerColumns {
  readonly account: string;
  readonly kind: string;
  readonly subject: string;
  readonly due_at: bigint;
  /** 0: due then; 1: work that takes, due `closeGrace` later (rules 13, 14); 2: no work */
  readonly grace: bigint;
}

const GRACES: Readonly<Partial<Record<TimerKind, number>>> = { seal: 1, start: 2 };

export const timersTable: Table<TimerRow, TimerColumns> = {
  name: 'timers',
  key: ['account', 'kind', 'subject'],
  columns: ['account', 'kind', 'subject', 'due_at', 'grace'],
  encode: (row) => [row.account, row.kind, row.subject, row.dueAt, GRACES[row.kind] ?? 0],
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
