import { describe, expect, it } from '@jest/globals';
import { periodAt } from './calendar.js';

function ends(instant: string, account: { openedAt: string; zone: string; billingDay: number }): [number, string] {
  const found = periodAt(Date.parse(instant), { ...account, openedAt: Date.parse(account.openedAt) });
  return [found.period, new Date(found.endsAt).toISOString()];
}

describe('the oracle on billing periods (rule 12)', () => {
  const shanghai = { openedAt: '2026-01-20T03:00:00Z', zone: 'Asia/Shanghai', billingDay: 31 };

  it('ends the first period at the next midnight of the billing day in the zone', () => {
    expect(ends('2026-01-20T03:00:00Z', shanghai)).toEqual([0, '2026-01-30T16:00:00.000Z']);
  });

  it('ends short months on their last day and keeps the anchor', () => {
    expect(ends('2026-02-01T00:00:00Z', shanghai)).toEqual([1, '2026-02-27T16:00:00.000Z']);
    expect(ends('2026-03-01T00:00:00Z', shanghai)).toEqual([2, '2026-03-30T16:00:00.000Z']);
  });

  it('moves a midnight that does not exist to the first instant that does', () => {
    const cairo = { openedAt: '2026-04-01T00:00:00Z', zone: 'Africa/Cairo', billingDay: 24 };
    expect(ends('2026-04-02T00:00:00Z', cairo)).toEqual([0, '2026-04-23T22:00:00.000Z']);
  });

  it('gives an instant on the boundary to the later period, and one before the opening to the first', () => {
    expect(ends('2026-01-30T16:00:00Z', shanghai)[0]).toBe(1);
    expect(ends('2026-01-30T15:59:59.999Z', shanghai)[0]).toBe(0);
    expect(ends('2025-06-01T00:00:00Z', shanghai)[0]).toBe(0);
  });

  it('gives a whole first month to an account that opens exactly on its boundary', () => {
    const onTheDay = { openedAt: '2026-01-15T00:00:00Z', zone: 'UTC', billingDay: 15 };
    expect(ends('2026-01-15T00:00:00Z', onTheDay)).toEqual([0, '2026-02-15T00:00:00.000Z']);
  });
});
