import type { AccountId, Instant } from '#libs/kernel/index.js';
import { handle, type Handlers } from '../runner/handlers.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { timerKey, timersTable, type TimerRow } from './timer-rows.js';

/** What falls due when, but for grants: when those expire is told by what is left of them, so by the balances. */
export class TimersProjection implements Projection {
  readonly name = 'timers';
  readonly version = 1;
  readonly slices;
  private readonly timers;

  constructor(keptRows: number) {
    this.timers = new RowSlice(timersTable, timerKey, keptRows);
    this.slices = [this.timers];
  }

  prepare({ event, meta }: AccountRecord): Fold | undefined {
    const timer = handle(TIMERS, event, meta.recordedAt);
    if (timer === undefined) return undefined;
    const { dueAt, ...what } = timer;
    return dueAt === null ? () => this.timers.remove(timerKey(what)) : () => this.timers.replace({ ...what, dueAt });
  }
}

/** `dueAt` null: it is done, or will not be. */
type Timer = Omit<TimerRow, 'dueAt'> & { readonly dueAt: Instant | null };

const TIMERS: Handlers<Instant, Timer | undefined> = {
  CreditsGranted: ({ data: { account, terms } }, recordedAt) =>
    terms.eligibleFrom > recordedAt
      ? { account, kind: 'start', subject: terms.grant, dueAt: terms.eligibleFrom }
      : undefined,
  PeriodOpened: ({ data }) => sealOf(data, data.endsAt),
  PeriodSealed: ({ data }) => sealOf(data, null),
  ReservationMade: ({ data }) => holdOf(data, data.expiresAt),
  ReservationEnded: ({ data }) => holdOf(data, null),
  SubscriptionStarted: ({ data }) => termOf(data, data.term.endsAt),
  SubscriptionRenewed: ({ data }) => termOf(data, data.term.endsAt),
  SubscriptionEnded: ({ data }) => termOf(data, null),
  TransferSent: ({ data }, recordedAt) => transferOf(data, recordedAt),
  TransferCompleted: ({ data }) => transferOf(data, null),
  TransferReturned: ({ data }) => transferOf(data, null),
};

function sealOf(
  { account, period }: { readonly account: AccountId; readonly period: number },
  dueAt: Instant | null,
): Timer {
  return { account, kind: 'seal', subject: String(period), dueAt };
}

function holdOf(
  { account, reservation }: { readonly account: AccountId; readonly reservation: string },
  dueAt: Instant | null,
): Timer {
  return { account, kind: 'hold', subject: reservation, dueAt };
}

function termOf(
  { account, subscription }: { readonly account: AccountId; readonly subscription: string },
  dueAt: Instant | null,
): Timer {
  return { account, kind: 'term', subject: subscription, dueAt };
}

function transferOf(
  { account, transfer }: { readonly account: AccountId; readonly transfer: string },
  dueAt: Instant | null,
): Timer {
  return { account, kind: 'transfer', subject: transfer, dueAt };
}
