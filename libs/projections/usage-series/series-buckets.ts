import type { Instant } from '#libs/kernel/index.js';
import { dayStart, nextDayStart } from '#libs/ledger/contract.js';
import { SeriesRefused, type SeriesRequest } from './usage-series-view.js';
import { HOUR_MS } from './usage-hour-rows.js';

/** `[startsAt, endsAt)`, both on the hour of UTC. */
export interface SeriesSpan {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** 33 days of hours, two years of days. */
export const LARGEST_SERIES = 800;

/** @throws SeriesRefused */
export function spansOf({ from, until, step }: Omit<SeriesRequest, 'by'>, zone: string): readonly SeriesSpan[] {
  if (from >= until) throw new SeriesRefused('series_range_empty', {});
  const next = step === 'hour' ? (start: Instant) => start + HOUR_MS : (start: Instant) => dayAfter(start, zone);
  const spans: SeriesSpan[] = [];
  let startsAt = step === 'hour' ? Math.floor(from / HOUR_MS) * HOUR_MS : dayOf(from, zone);
  while (startsAt < until) {
    if (spans.length === LARGEST_SERIES) throw new SeriesRefused('series_too_large', { steps: LARGEST_SERIES });
    const endsAt = next(startsAt);
    spans.push({ startsAt, endsAt });
    startsAt = endsAt;
  }
  return spans;
}

/** The complete days before an instant, oldest first: at most so many, and none that begins before `since`. */
export function completeDays(before: Instant, since: Instant, zone: string, most: number): readonly SeriesSpan[] {
  const days: SeriesSpan[] = [];
  let endsAt = dayOf(before, zone);
  while (days.length < most) {
    const startsAt = dayOf(endsAt - 1, zone);
    if (startsAt < since) break;
    days.unshift({ startsAt, endsAt });
    endsAt = startsAt;
  }
  return days;
}

/**
 * Burn is kept by hours of UTC, so a day is the hours that begin in it. In a zone that is off the whole hour it starts
 * with the first hour after midnight.
 */
function dayOf(at: Instant, zone: string): Instant {
  const start = onTheHour(dayStart(at, zone));
  return start <= at ? start : onTheHour(dayStart(dayStart(at, zone) - 1, zone));
}

function dayAfter(start: Instant, zone: string): Instant {
  return onTheHour(nextDayStart(start, zone));
}

function onTheHour(instant: Instant): Instant {
  return Math.ceil(instant / HOUR_MS) * HOUR_MS;
}
