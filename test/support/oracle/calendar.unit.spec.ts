import { describe, expect, it } from '@jest/globals';
import { daysBetween, nextBoundary, previousBoundary, spanEnd } from './calendar.js';

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function boundary(after: string, zone: string, billingDay: number): string {
  return iso(nextBoundary(Date.parse(after), { zone, billingDay }));
}

describe('the oracle on billing periods (rule 12)', () => {
  it('ends the first period at the next midnight of the billing day in the zone', () => {
    expect(boundary('2026-01-20T03:00:00Z', 'Asia/Shanghai', 31)).toBe('2026-01-30T16:00:00.000Z');
  });

  it('ends short months on their last day and keeps the anchor', () => {
    expect(boundary('2026-01-30T16:00:00Z', 'Asia/Shanghai', 31)).toBe('2026-02-27T16:00:00.000Z');
    expect(boundary('2026-02-27T16:00:00Z', 'Asia/Shanghai', 31)).toBe('2026-03-30T16:00:00.000Z');
  });

  it('moves a midnight that does not exist to the first instant that does', () => {
    expect(boundary('2026-04-02T00:00:00Z', 'Africa/Cairo', 24)).toBe('2026-04-23T22:00:00.000Z');
  });

  it('gives a whole month to a period that begins exactly on a boundary', () => {
    expect(boundary('2026-01-15T00:00:00Z', 'UTC', 15)).toBe('2026-02-15T00:00:00.000Z');
  });

  it('finds where a period that is cut short would have begun', () => {
    const terms = { zone: 'UTC', billingDay: 31 };
    expect(iso(previousBoundary(Date.parse('2026-02-28T00:00:00Z'), terms))).toBe('2026-01-31T00:00:00.000Z');
  });
});

describe('the oracle on days and months', () => {
  it('counts local dates, however long the days are (rule 31)', () => {
    const [from, until] = ['2026-03-07T23:00:00-05:00', '2026-03-09T00:30:00-04:00'].map(Date.parse);
    expect(daysBetween(from!, until!, 'America/New_York')).toBe(2);
  });

  it('keeps the day a month began on, where the month has it, and the time on the clock', () => {
    const end = (spans: number): string =>
      iso(spanEnd(Date.parse('2026-01-31T10:00:00-05:00'), { unit: 'month', count: 1 }, spans, 'America/New_York'));
    expect([1, 2].map(end)).toEqual(['2026-02-28T15:00:00.000Z', '2026-03-31T14:00:00.000Z']);
  });

  it('takes 24 hours for a day, and an hour that is skipped as long after the gap began', () => {
    const start = Date.parse('2026-03-07T02:30:00-05:00');
    expect(iso(spanEnd(start, { unit: 'day', count: 1 }, 1, 'America/New_York'))).toBe('2026-03-08T07:30:00.000Z');
    const month = Date.parse('2026-02-08T02:30:00-05:00');
    expect(iso(spanEnd(month, { unit: 'month', count: 1 }, 1, 'America/New_York'))).toBe('2026-03-08T07:30:00.000Z');
  });
});
