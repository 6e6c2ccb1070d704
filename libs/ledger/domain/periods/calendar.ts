import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#libs/kernel/index.js';
import type { Term } from '../events.js';
import type { Span } from '../terms.js';

/** Names of the time-zone database; Temporal would also take offsets and whole timestamps for a zone. */
const ZONE_NAME = /^[A-Za-z]/;

/** Whether the time-zone database knows a name. */
export function isTimeZone(zone: string): boolean {
  if (!ZONE_NAME.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * The first period boundary after an instant (rule 12): the first instant of the billing day in the account's zone. A
 * month too short for the billing day ends on its last day, and the anchor is kept for the next; a local midnight that
 * does not exist moves to the first instant of that day that does.
 */
export function nextBoundary(after: Instant, zone: string, billingDay: number): Instant {
  const local = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone);
  const month = local.toPlainDate().toPlainYearMonth();
  const thisMonth = boundaryIn(month, zone, billingDay);
  return thisMonth > after ? thisMonth : boundaryIn(month.add({ months: 1 }), zone, billingDay);
}

function boundaryIn(month: Temporal.PlainYearMonth, zone: string, billingDay: number): Instant {
  const day = Math.min(billingDay, month.daysInMonth);
  return month.toPlainDate({ day }).toZonedDateTime(zone).epochMilliseconds;
}

/**
 * Where the k-th span from a start ends (rule 12). Months keep the start's day and time of day in the account's zone,
 * short months ending on their last day; a day is 24 hours, whatever the clocks do.
 */
export function spanEnd(startedAt: Instant, { unit, count }: Span, occurrences: number, zone: string): Instant {
  if (unit === 'day') return startedAt + count * occurrences * DAY_MS;
  const start = Temporal.Instant.fromEpochMilliseconds(startedAt).toZonedDateTimeISO(zone);
  return start.add({ months: count * occurrences }).epochMilliseconds;
}

const DAY_MS = 86_400_000;

/**
 * Calendar days of a term in the account's zone, by which fees and allowances are shared (rule 31): from the day on
 * which it starts, or from the day of another instant, to the day on which it ends. A term has one day at least.
 */
export function calendarDays({ startsAt, endsAt }: Term, zone: string, from?: Instant): number {
  const end = dateOf(endsAt, zone);
  if (from !== undefined) return Math.max(dateOf(from, zone).until(end).days, 0);
  return Math.max(dateOf(startsAt, zone).until(end).days, 1);
}

function dateOf(instant: Instant, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
}
