import { invariant, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits, Instant } from '#libs/kernel/index.js';
import type { PeriodOpened } from '../events.js';
import type { OpenAccountState, OpenPeriod } from '../state.js';
import { nextBoundary } from './calendar.js';

/** The account's first period runs from its opening to the next boundary. */
export function firstPeriod(account: {
  account: string;
  openedAt: Instant;
  zone: string;
  billingDay: number;
}): PeriodOpened {
  return periodOpened(account, 0, account.openedAt);
}

/** Periods still to be opened so that one holds an instant; none when one does, or when it lies before the first. */
export function periodsUpTo(state: OpenAccountState, instant: Instant): readonly PeriodOpened[] {
  const missing: PeriodOpened[] = [];
  let last: Pick<OpenPeriod, 'period' | 'endsAt'> = newest(state);
  while (instant >= last.endsAt) {
    const next = periodOpened(state, last.period + 1, last.endsAt);
    missing.push(next);
    last = next.data;
  }
  return missing;
}

/** The period after the newest, in the account's zone and billing day of now (rule 12). */
export function nextPeriod(state: OpenAccountState): PeriodOpened {
  const { period, endsAt } = newest(state);
  return periodOpened(state, period + 1, endsAt);
}

/** Where and by which instant a usage is booked (rule 13). */
export interface Booking {
  readonly period: number;
  /** The sealed period it happened in. */
  readonly originPeriod: number | null;
  /** The instant at which grants are judged. */
  readonly judgedAt: Instant;
  readonly isBeforeOpening: boolean;
}

/**
 * Rule 13: the period of the instant, or the first for what lies before the opening. Where that is sealed, the oldest
 * unsealed one. In both cases grants are judged at the receipt. `opening` are the periods that are opened in the same
 * decision.
 */
export function bookingOf(
  state: OpenAccountState,
  opening: readonly PeriodOpened[],
  instant: Instant,
  receivedAt: Instant,
): Booking {
  const isBeforeOpening = instant < state.openedAt;
  const first = oldest(state);
  if (instant < first.startsAt) {
    const { sealedPeriods } = state;
    const origin = sealedPeriods.findLast(({ startsAt }) => startsAt <= instant) ?? sealedPeriods[0];
    return { period: first.period, originPeriod: origin?.period ?? null, judgedAt: receivedAt, isBeforeOpening };
  }
  const period = opening.at(-1)?.data.period ?? periodAt(state, instant);
  return { period, originPeriod: null, judgedAt: instant, isBeforeOpening };
}

/** Who has unsealed periods, oldest first. */
interface Booked<Period> {
  readonly periods: readonly Period[];
}

/** The unsealed period of an instant; the oldest for what lies before it, the next number for what lies beyond. */
export function periodAt(state: Booked<Pick<OpenPeriod, 'period' | 'startsAt' | 'endsAt'>>, instant: Instant): number {
  const last = newest(state);
  if (instant >= last.endsAt) return last.period + 1;
  return (state.periods.findLast(({ startsAt }) => startsAt <= instant) ?? oldest(state)).period;
}

/** What has been used in a period; nothing in one that is only being opened. */
export function usedIn(state: OpenAccountState, number: number): Credits {
  return state.periods.findLast(({ period }) => period === number)?.usedMicro ?? ZERO_CREDITS;
}

/** The oldest that is not sealed. */
export function oldest<Period>(state: Booked<Period>): Period {
  const period = state.periods[0];
  invariant(period !== undefined, 'an open account has an unsealed period');
  return period;
}

export function newest<Period>(state: Booked<Period>): Period {
  const period = state.periods.at(-1);
  invariant(period !== undefined, 'an open account has an unsealed period');
  return period;
}

function periodOpened(
  { account, zone, billingDay }: { account: string; zone: string; billingDay: number },
  period: number,
  startsAt: Instant,
): PeriodOpened {
  const endsAt = nextBoundary(startsAt, zone, billingDay);
  return { type: 'PeriodOpened', data: { account, period, startsAt, endsAt, zone, billingDay } };
}
