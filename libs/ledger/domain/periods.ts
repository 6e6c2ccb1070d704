import { invariant, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits, Instant } from '#libs/kernel/index.js';
import { nextBoundary } from './calendar.js';
import type { PeriodOpened } from './events.js';
import type { OpenAccountState, OpenPeriod } from './state.js';

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

/** Rule 13: the period of the instant, or the first when the instant lies before the opening. */
export function periodOf(state: OpenAccountState, opening: readonly PeriodOpened[], instant: Instant): number {
  const opened = opening.at(-1)?.data;
  if (opened !== undefined) return opened.period;
  const holding = state.periods.findLast((period) => period.startsAt <= instant);
  return (holding ?? oldest(state)).period;
}

/** What has been used in a period; nothing in one that is only being opened. */
export function usedIn(state: OpenAccountState, number: number): Credits {
  return state.periods.findLast(({ period }) => period === number)?.usedMicro ?? ZERO_CREDITS;
}

/** No period is sealed yet: the oldest unsealed one is the first. */
export function oldest(state: OpenAccountState): OpenPeriod {
  const period = state.periods[0];
  invariant(period !== undefined, 'an open account has a period');
  return period;
}

function newest(state: OpenAccountState): OpenPeriod {
  const period = state.periods.at(-1);
  invariant(period !== undefined, 'an open account has a period');
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
