import { Temporal } from 'temporal-polyfill';
import { isInCreditsRange, parseInstant } from '#libs/kernel/index.js';
import type { Credits, Instant } from '#libs/kernel/index.js';

const DECIMAL_CREDITS = /^(0|[1-9]\d{0,12})(?:\.(\d{1,6}))?$/;

/** `"0.25"` credits are 250,000 micro-credits; `undefined` if the text is no such amount or leaves int64. */
export function parseDecimalCredits(text: string): Credits | undefined {
  const match = DECIMAL_CREDITS.exec(text);
  if (match === null) return undefined;
  const micro = BigInt(`${match[1]}${(match[2] ?? '').padEnd(6, '0')}`);
  return isInCreditsRange(micro) ? micro : undefined;
}

/** An RFC 3339 date-time, or an ISO 8601 duration counted from `now` in UTC; `undefined` if the text is neither. */
export function parseMoment(text: string, now: Instant): Instant | undefined {
  return /^[+-]?P/.test(text) ? fromNow(text, now) : parseInstant(text);
}

function fromNow(text: string, now: Instant): Instant | undefined {
  try {
    const start = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO('UTC');
    return start.add(Temporal.Duration.from(text)).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
