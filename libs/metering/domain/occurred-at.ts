import { parseInstant, type Instant } from '#libs/kernel/index.js';
import { Fault } from './fault.js';
import type { UsageEvent } from './usage-event.js';

const EARLIEST: Instant = Date.UTC(2000, 0, 1);
const AFTER_LATEST: Instant = Date.UTC(2101, 0, 1);

/** When the call happened (rule 10): `data.occurredAt`, else the event's `time`; never the clock of arrival. */
export function readOccurredAt({ time, data }: UsageEvent): Instant | Fault {
  if (data.occurredAt !== undefined) return readInstant(data.occurredAt, '/data/occurredAt');
  if (time !== undefined) return readInstant(time, '/time');
  return new Fault(
    'time_missing',
    'Nothing says when the call happened; give data.occurredAt or the attribute time.',
    '/data/occurredAt',
  );
}

function readInstant(text: string, pointer: string): Instant | Fault {
  const instant = parseInstant(text);
  if (instant !== undefined && instant >= EARLIEST && instant < AFTER_LATEST) return instant;
  return timeInvalid(pointer);
}

export function timeInvalid(pointer: string): Fault {
  return new Fault(
    'time_invalid',
    'Not a date-time that can be used; give RFC 3339 with a zone, of a real day in the years 2000 to 2100.',
    pointer,
  );
}
