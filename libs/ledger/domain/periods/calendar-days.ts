import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#libs/kernel/index.js';

/** First instant of the calendar day of a zone that an instant falls on. */
export function dayStart(at: Instant, zone: string): Instant {
  return localTime(at, zone).startOfDay().epochMilliseconds;
}

/** First instant of the calendar day after the one that an instant falls on. */
export function nextDayStart(at: Instant, zone: string): Instant {
  return localTime(at, zone).toPlainDate().add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}

function localTime(at: Instant, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
