import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant } from '#libs/kernel/index.js';
import { instant } from '../../../../test/support/ledger/samples.js';
import type { Span } from '../terms.js';
import { calendarDays, isTimeZone, nextBoundary, spanEnd } from './calendar.js';

/** Boundaries one after the other, as a chain of periods meets them. */
function boundaries(from: string, zone: string, billingDay: number, count: number): readonly string[] {
  const found: string[] = [];
  for (let after = instant(from); found.length < count;) {
    after = nextBoundary(after, zone, billingDay);
    found.push(formatInstant(after).replace(':00.000Z', 'Z'));
  }
  return found;
}

describe('billing periods (rule 12)', () => {
  it('D3: of billing day 31 end on the last day of short months and keep their anchor, 29 February included', () => {
    expect(boundaries('2027-12-31T00:00:00Z', 'UTC', 31, 6)).toEqual([
      '2028-01-31T00:00Z',
      '2028-02-29T00:00Z',
      '2028-03-31T00:00Z',
      '2028-04-30T00:00Z',
      '2028-05-31T00:00Z',
      '2028-06-30T00:00Z',
    ]);
  });

  it.each([
    [29, ['2026-02-28T00:00Z', '2026-03-29T00:00Z', '2026-04-29T00:00Z']],
    [30, ['2026-02-28T00:00Z', '2026-03-30T00:00Z', '2026-04-30T00:00Z']],
    [31, ['2026-02-28T00:00Z', '2026-03-31T00:00Z', '2026-04-30T00:00Z']],
  ])('D3: of billing day %i end on 28 February of a common year', (billingDay, expected) => {
    expect(boundaries('2026-01-31T00:00:00Z', 'UTC', billingDay, 3)).toEqual(expected);
  });

  it('D4: are months, not 30 days', () => {
    expect(boundaries('2026-01-01T00:00:00Z', 'UTC', 1, 3)).toEqual([
      '2026-02-01T00:00Z',
      '2026-03-01T00:00Z',
      '2026-04-01T00:00Z',
    ]);
  });

  it("D2, D5: begin at the customer's midnight, ahead of UTC and behind it", () => {
    expect(boundaries('2026-11-20T00:00:00Z', 'Asia/Shanghai', 1, 2)).toEqual([
      '2026-11-30T16:00Z',
      '2026-12-31T16:00Z',
    ]);
    expect(boundaries('2026-11-20T00:00:00Z', 'America/Los_Angeles', 1, 2)).toEqual([
      '2026-12-01T08:00Z',
      '2027-01-01T08:00Z',
    ]);
    expect(boundaries('2026-11-20T00:00:00Z', 'Etc/GMT+8', 1, 1)).toEqual(['2026-12-01T08:00Z']);
  });

  it('D2: take the month from the local date, which UTC may not have reached or have left', () => {
    // 1 December, 00:30 in Shanghai, is still November in UTC.
    expect(boundaries('2026-11-30T16:30:00Z', 'Asia/Shanghai', 1, 1)).toEqual(['2026-12-31T16:00Z']);
    // 30 November, 23:30 in Los Angeles, is December in UTC.
    expect(boundaries('2026-12-01T07:30:00Z', 'America/Los_Angeles', 1, 1)).toEqual(['2026-12-01T08:00Z']);
  });

  it('D1: follow the clock when it is put forward and when it is put back', () => {
    // 2026: New York changes on 8 March and 1 November, at 02:00.
    expect(boundaries('2026-02-20T00:00:00Z', 'America/New_York', 8, 2)).toEqual([
      '2026-03-08T05:00Z',
      '2026-04-08T04:00Z',
    ]);
    expect(boundaries('2026-10-20T00:00:00Z', 'America/New_York', 1, 2)).toEqual([
      '2026-11-01T04:00Z',
      '2026-12-01T05:00Z',
    ]);
  });

  it('D1: begin with the first instant of a day whose midnight does not exist', () => {
    // Cairo: 24 April 2026 begins at 01:00 summer time, which is 22:00 UTC of the day before.
    expect(boundaries('2026-04-01T00:00:00Z', 'Africa/Cairo', 24, 2)).toEqual([
      '2026-04-23T22:00Z',
      '2026-05-23T21:00Z',
    ]);
  });

  it('D1: begin with the first of two midnights', () => {
    // Havana: on 1 November 2026 the clock goes from 01:00 back to 00:00.
    expect(boundaries('2026-10-20T00:00:00Z', 'America/Havana', 1, 2)).toEqual([
      '2026-11-01T04:00Z',
      '2026-12-01T05:00Z',
    ]);
  });

  it('D1: begin with the next day where the calendar left one out', () => {
    // Apia had no 30 December 2011.
    expect(boundaries('2011-12-01T00:00:00Z', 'Pacific/Apia', 30, 2)).toEqual([
      '2011-12-30T10:00Z',
      '2012-01-29T10:00Z',
    ]);
  });

  it('end after their beginning: a boundary opens the next period, it does not close one of no length', () => {
    expect(boundaries('2026-01-31T16:00:00Z', 'Asia/Shanghai', 1, 1)).toEqual(['2026-02-28T16:00Z']);
    expect(nextBoundary(instant('2026-01-31T15:59:59.999Z'), 'Asia/Shanghai', 1)).toBe(instant('2026-01-31T16:00:00Z'));
  });

  it('end, in every zone and on every billing day, at the first instant of that day', () => {
    const zones = ['Asia/Shanghai', 'Africa/Cairo', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];
    const years = { min: instant('2023-01-01T00:00:00Z'), max: instant('2035-01-01T00:00:00Z') };
    const wanted = [fc.integer(years), fc.constantFrom(...zones), fc.integer({ min: 1, max: 31 })] as const;
    fc.assert(
      fc.property(...wanted, (after, zone, billingDay) => {
        const boundary = nextBoundary(after, zone, billingDay);
        const [today, yesterday] = [dateIn(zone, boundary), dateIn(zone, boundary - 1)];
        expect(boundary).toBeGreaterThan(after);
        expect(today.day).toBe(Math.min(billingDay, daysIn(today)));
        expect(yesterday.day).not.toBe(today.day);
        expect(monthsBetween(dateIn(zone, after), today)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

/** Ends of the first spans from a start. */
function ends(from: string, span: Span, zone: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) =>
    formatInstant(spanEnd(instant(from), span, at + 1, zone)).replace(':00.000Z', 'Z'),
  );
}

describe('a span of months', () => {
  const month = { unit: 'month', count: 1 } as const;

  it('D3: keeps the day it started on, short months ending on their last day, 29 February included', () => {
    expect(ends('2028-01-31T10:30:00Z', month, 'UTC', 4)).toEqual([
      '2028-02-29T10:30Z',
      '2028-03-31T10:30Z',
      '2028-04-30T10:30Z',
      '2028-05-31T10:30Z',
    ]);
    expect(ends('2028-02-29T00:00:00Z', { unit: 'month', count: 12 }, 'UTC', 4)).toEqual([
      '2029-02-28T00:00Z',
      '2030-02-28T00:00Z',
      '2031-02-28T00:00Z',
      '2032-02-29T00:00Z',
    ]);
  });

  it("D1, D2: keeps the customer's time of day, whatever the clocks do, ahead of UTC and behind it", () => {
    // 31 January, 00:30 in Shanghai, is 30 January in UTC.
    expect(ends('2026-01-30T16:30:00Z', month, 'Asia/Shanghai', 2)).toEqual(['2026-02-27T16:30Z', '2026-03-30T16:30Z']);
    expect(ends('2026-02-08T15:00:00Z', month, 'America/New_York', 1)).toEqual(['2026-03-08T14:00Z']);
    expect(ends('2026-10-15T14:00:00Z', month, 'America/New_York', 1)).toEqual(['2026-11-15T15:00Z']);
  });

  it('D1: moves out of an hour that does not exist to the first instant that does', () => {
    // Cairo: 24 April 2026 has no first hour.
    expect(ends('2026-03-23T22:00:00Z', month, 'Africa/Cairo', 2)).toEqual(['2026-04-23T22:00Z', '2026-05-23T21:00Z']);
  });
});

describe('a span of days', () => {
  it('D4: is so many times 24 hours, whatever the month is long and the clocks do', () => {
    expect(ends('2026-02-20T05:00:00Z', { unit: 'day', count: 30 }, 'America/New_York', 2)).toEqual([
      '2026-03-22T05:00Z',
      '2026-04-21T05:00Z',
    ]);
  });
});

describe('calendar days (rule 31)', () => {
  const days = (zone: string, startsAt: string, endsAt: string, from?: string) =>
    calendarDays(
      { startsAt: instant(startsAt), endsAt: instant(endsAt) },
      zone,
      from === undefined ? undefined : instant(from),
    );

  it.each([
    ['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', 28],
    ['2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z', 29],
    ['2026-01-31T00:00:00Z', '2026-02-28T00:00:00Z', 28],
    ['2026-01-15T13:00:00Z', '2026-02-01T00:00:00Z', 17],
  ])('from %s to %s are %i', (startsAt, endsAt, expected) => {
    expect(days('UTC', startsAt, endsAt)).toBe(expected);
  });

  it('left count the day they are counted from', () => {
    const february = ['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'] as const;
    expect(days('UTC', ...february, '2026-02-01T00:00:00Z')).toBe(28);
    expect(days('UTC', ...february, '2026-02-28T23:59:59.999Z')).toBe(1);
  });

  it("D2: are the customer's", () => {
    const february = ['2026-01-31T16:00:00Z', '2026-02-28T16:00:00Z'] as const;
    expect(days('Asia/Shanghai', ...february)).toBe(28);
    expect(days('Asia/Shanghai', ...february, '2026-02-09T15:59:59Z')).toBe(20);
    expect(days('Asia/Shanghai', ...february, '2026-02-09T16:00:00Z')).toBe(19);
  });

  it('D1: are neither more nor fewer where the clock is put forward or back', () => {
    expect(days('America/New_York', '2026-03-01T05:00:00Z', '2026-04-01T04:00:00Z')).toBe(31);
    expect(days('America/New_York', '2026-11-01T04:00:00Z', '2026-12-01T05:00:00Z')).toBe(30);
    expect(days('Africa/Cairo', '2026-04-23T22:00:00Z', '2026-05-23T21:00:00Z')).toBe(30);
  });

  it('are one at least, and none is left on the day of the end', () => {
    const oneHour = ['2026-02-01T10:00:00Z', '2026-02-01T11:00:00Z'] as const;
    expect(days('UTC', ...oneHour)).toBe(1);
    expect(days('UTC', ...oneHour, '2026-02-01T10:30:00Z')).toBe(0);
  });
});

describe('a time zone', () => {
  it.each(['Asia/Shanghai', 'UTC', 'Etc/GMT+8', 'America/Argentina/Buenos_Aires'])('has a name: %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  it.each(['Asia/Atlantis', '', '+08:00', '2026-01-01T00:00Z', '2026-01-01T00:00+08:00[Asia/Shanghai]'])(
    'is nothing else: "%s"',
    (zone) => {
      expect(isTimeZone(zone)).toBe(false);
    },
  );
});

interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** By the platform's own formatter, which shares no code with the calendar under test. */
function dateIn(zone: string, at: number): LocalDate {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const [month, day, year] = format.format(at).split('/').map(Number);
  return { year: year!, month: month!, day: day! };
}

function daysIn({ year, month }: LocalDate): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function monthsBetween(from: LocalDate, to: LocalDate): number {
  return (to.year - from.year) * 12 + to.month - from.month;
}
