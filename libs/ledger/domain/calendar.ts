import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#libs/kernel/index.js';

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
