const QUARTER_HOUR = 15 * 60_000;
const DAY = 24 * 3_600_000;
const LARGEST_OFFSET = 15 * 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const daysFound = new Map<string, number>();

/** `2026-02-28` as people in the zone write it; comparable as text. */
function localDate(instant: number, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(zone, format);
  }
  return format.format(instant);
}

/** The first instant of a local day, found by walking there in steps of a quarter of an hour (rule 12). */
function firstInstantOf(day: string, zone: string): number {
  const known = daysFound.get(`${zone} ${day}`);
  if (known !== undefined) return known;
  let instant = Date.parse(`${day}T00:00:00Z`) - LARGEST_OFFSET;
  while (localDate(instant, zone) < day) instant += QUARTER_HOUR;
  daysFound.set(`${zone} ${day}`, instant);
  return instant;
}

/** The billing day in a month counted from year 0; in a short month its last day, the anchor kept (rule 12). */
function billingDate(monthNumber: number, billingDay: number): string {
  const year = Math.floor(monthNumber / 12);
  const month = (monthNumber % 12) + 1;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const day = Math.min(billingDay, lastDay);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function isZone(zone: string): boolean {
  try {
    return localDate(0, zone) !== '';
  } catch {
    return false;
  }
}

/** The first instant of a billing day after an instant (rule 12). */
export function nextBoundary(after: number, { zone, billingDay }: { zone: string; billingDay: number }): number {
  const day = localDate(after, zone);
  let month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  while (firstInstantOf(billingDate(month, billingDay), zone) <= after) month += 1;
  return firstInstantOf(billingDate(month, billingDay), zone);
}

/** The first instant of the last billing day before a local day begins. */
export function previousBoundary(before: number, { zone, billingDay }: { zone: string; billingDay: number }): number {
  const day = localDate(before, zone);
  let month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  while (firstInstantOf(billingDate(month, billingDay), zone) >= before) month -= 1;
  return firstInstantOf(billingDate(month, billingDay), zone);
}

/** From one local date to another. */
export function daysBetween(from: number, until: number, zone: string): number {
  return (Date.parse(localDate(until, zone)) - Date.parse(localDate(from, zone))) / DAY;
}

/** The end of so many spans; a day is 24 hours, a month keeps the day it began on where the month has it (rule 12). */
export function spanEnd(
  from: number,
  every: { unit: 'day' | 'month'; count: number },
  spans: number,
  zone: string,
): number {
  const count = every.count * spans;
  if (every.unit === 'day') return from + count * DAY;
  const wall = new Date(wallClock(from, zone));
  const monthNumber = wall.getUTCFullYear() * 12 + wall.getUTCMonth() + count;
  const date = billingDate(monthNumber, wall.getUTCDate());
  return instantOf(Date.parse(`${date}T00:00:00Z`) + (wallClock(from, zone) % DAY), zone);
}

/** What clocks in the zone show, read as if it were UTC. */
function wallClock(instant: number, zone: string): number {
  const name = `wall ${zone}`;
  const format =
    formats.get(name) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(name, format);
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const seconds = Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
  return seconds + (((instant % 1000) + 1000) % 1000);
}

/** The first instant at which clocks show this; a time they skip is as long after the gap's start as it is after it. */
function instantOf(wall: number, zone: string): number {
  const offsets = [wall - DAY, wall + DAY].map((near) => wallClock(near, zone) - near);
  const showing = offsets.map((offset) => wall - offset).filter((instant) => wallClock(instant, zone) === wall);
  return showing.length > 0 ? Math.min(...showing) : wall - offsets[0]!;
}
