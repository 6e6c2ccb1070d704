import { describe, expect, it } from '@jest/globals';
import { instant } from '../../../test/support/ledger/samples.js';
import { completeDays, LARGEST_SERIES, spansOf } from './series-buckets.js';
import { SeriesRefused, type SeriesRequest } from './usage-series-view.js';

const HOUR = 3_600_000;

function days(from: string, until: string, zone: string): readonly string[] {
  const asked = { from: instant(from), until: instant(until), step: 'day' } as const;
  return spansOf(asked, zone).map(({ startsAt, endsAt }) => {
    return `${new Date(startsAt).toISOString().slice(5, 16)} ${(endsAt - startsAt) / HOUR}`;
  });
}

function refusal(ask: () => unknown): SeriesRefused['code'] | undefined {
  try {
    ask();
    return undefined;
  } catch (error) {
    if (error instanceof SeriesRefused) return error.code;
    throw error;
  }
}

describe('the steps of a series', () => {
  it('are whole, and without a gap', () => {
    const asked = { from: instant('2026-01-10T08:59:00Z'), until: instant('2026-01-10T10:00:01Z') };
    const hours = spansOf({ ...asked, step: 'hour' }, 'UTC');
    expect(hours.map(({ startsAt }) => new Date(startsAt).getUTCHours())).toEqual([8, 9, 10]);
    expect(hours.every(({ startsAt, endsAt }) => endsAt === startsAt + HOUR)).toBe(true);
    const old = { from: instant('1969-12-31T23:30:00Z'), until: instant('1970-01-01T00:30:00Z') };
    expect(spansOf({ ...old, step: 'hour' }, 'UTC').map(({ startsAt }) => startsAt)).toEqual([-HOUR, 0]);
  });

  it("are calendar days of the account's zone, a day of 23 hours and one of 25 among them", () => {
    expect(days('2026-01-10T15:00:00Z', '2026-01-10T16:00:01Z', 'Asia/Shanghai')).toEqual([
      '01-09T16:00 24',
      '01-10T16:00 24',
    ]);
    expect(days('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', 'Europe/Berlin')).toEqual([
      '03-27T23:00 24',
      '03-28T23:00 23',
    ]);
    expect(days('2026-10-25T12:00:00Z', '2026-10-25T12:00:01Z', 'Europe/Berlin')).toEqual(['10-24T22:00 25']);
  });

  it('start with the first whole hour of a day where the zone is off the hour', () => {
    expect(days('2026-01-10T18:29:00Z', '2026-01-10T19:00:01Z', 'Asia/Kolkata')).toEqual([
      '01-09T19:00 24',
      '01-10T19:00 24',
    ]);
    expect(days('2026-01-10T18:45:00Z', '2026-01-10T18:46:00Z', 'Asia/Kolkata')).toEqual(['01-09T19:00 24']);
  });

  it('are bounded, and begin before they end', () => {
    const hours = (count: number): Omit<SeriesRequest, 'by'> => ({ from: 0, until: count * HOUR, step: 'hour' });
    expect(spansOf(hours(LARGEST_SERIES), 'UTC')).toHaveLength(LARGEST_SERIES);
    expect(refusal(() => spansOf(hours(LARGEST_SERIES + 1), 'UTC'))).toBe('series_too_large');
    expect(refusal(() => spansOf(hours(0), 'UTC'))).toBe('series_range_empty');
  });
});

describe('complete days before an instant', () => {
  const zone = 'Asia/Shanghai';
  const now = instant('2026-01-10T20:00:00Z');

  it('end with the day before, and are at most as many as asked for', () => {
    const last = instant('2026-01-10T16:00:00Z');
    expect(completeDays(now, 0, zone, 2)).toEqual([
      { startsAt: last - 48 * HOUR, endsAt: last - 24 * HOUR },
      { startsAt: last - 24 * HOUR, endsAt: last },
    ]);
  });

  it('begin no earlier than what they are of', () => {
    expect(completeDays(now, instant('2026-01-08T16:00:00Z'), zone, 7)).toHaveLength(2);
    expect(completeDays(now, instant('2026-01-08T16:00:01Z'), zone, 7)).toHaveLength(1);
    expect(completeDays(now, now, zone, 7)).toEqual([]);
  });
});
