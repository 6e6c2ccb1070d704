const QUARTER_HOUR = 15 * 60_000;
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

export interface OraclePeriod {
  period: number;
  startsAt: number;
  endsAt: number;
}

/**
 * The period an instant lies in. The first starts when the account opens, each ends at the next first instant of the
 * billing day. An instant before the opening belongs to the first (rule 13).
 */
export function periodAt(
  instant: number,
  account: { openedAt: number; zone: string; billingDay: number },
): OraclePeriod {
  const opening = localDate(account.openedAt, account.zone);
  let month = Number(opening.slice(0, 4)) * 12 + Number(opening.slice(5, 7)) - 1;
  const boundary = (): number => firstInstantOf(billingDate(month, account.billingDay), account.zone);
  while (boundary() <= account.openedAt) month += 1;
  const found = { period: 0, startsAt: account.openedAt, endsAt: boundary() };
  while (found.endsAt <= instant) {
    month += 1;
    found.period += 1;
    found.startsAt = found.endsAt;
    found.endsAt = boundary();
  }
  return found;
}
