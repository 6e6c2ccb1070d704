import { formatInstant, invariant, parseInstant, type Instant } from '#libs/kernel/index.js';
import { checkedField, type FieldOptions } from './field.js';

const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2100, 0);

/** An RFC 3339 date-time of this century: a date beyond it is a mistake, and would open a thousand periods. */
export function InstantField(options: FieldOptions): PropertyDecorator {
  return checkedField(
    // An example of what may be left out would have to fit the moment it is sent in.
    options.optional ? options : { example: '2026-11-01T00:00:00Z', ...options },
    { type: String, format: 'date-time' },
    {
      name: 'instant',
      passes: (value) => typeof value === 'string' && isOfThisCentury(parseInstant(value)),
      sentence: `must be an RFC 3339 date-time from ${formatInstant(EARLIEST)} until before ${formatInstant(LATEST)}`,
    },
  );
}

function isOfThisCentury(instant: Instant | undefined): boolean {
  return instant !== undefined && instant >= EARLIEST && instant < LATEST;
}

/** The value of a checked InstantField. */
export function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  invariant(instant !== undefined, 'a checked field holds an instant');
  return instant;
}
