/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z (rule 10). */
export type Instant = number;

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt](?:[01]\d|2[0-3]):\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** Parses an RFC 3339 date-time; `undefined` if it is none or names no real day. Digits below a millisecond are cut. */
export function parseInstant(text: string): Instant | undefined {
  if (!RFC_3339.test(text)) return undefined;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) return undefined;
  return dayExists(text) ? instant : undefined;
}

export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** Date.parse rolls 30 February over into March; a metering event with such a date is broken, not in March. */
function dayExists(text: string): boolean {
  const day = (text.charCodeAt(8) - ZERO) * 10 + text.charCodeAt(9) - ZERO;
  if (day <= DAYS_OF_EVERY_MONTH) return true;
  return new Date(Date.parse(text.slice(0, 10))).getUTCDate() === day;
}

const ZERO = '0'.charCodeAt(0);
const DAYS_OF_EVERY_MONTH = 28;
