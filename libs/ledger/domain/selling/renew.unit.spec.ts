import { describe, expect, it } from '@jest/globals';
import { credits, CREDITS_MAX } from '#libs/kernel/index.js';
import type { Instant } from '#libs/kernel/index.js';
import { DAY, micro } from '../../../../test/support/journal/event-builders.js';
import { instant } from '../../../../test/support/ledger/samples.js';
import { brief, JANUARY, plan, Shop } from '../../../../test/support/ledger/shop.js';
import type { AccountEvent } from '../events.js';

const HOUR = 3_600_000;
const types = (events: readonly AccountEvent[]) => events.map(({ type }) => type);
const starts = (shop: Shop) => shop.grants().map(({ terms }) => iso(terms.eligibleFrom));
const iso = (at: Instant) => new Date(at).toISOString().replace(':00.000Z', 'Z');
const year = (month: number, day: number, hour = 0) => Date.UTC(2026, month - 1, day, hour);

describe('a renewal', () => {
  it('opens the period, takes the fee and gives the allowance of the new term', () => {
    const shop = new Shop();
    shop.subscribe(year(1, 22), plan({ firstPeriod: 'by_days', rollover: { maxMicro: micro(7) } }));
    const events = shop.renewUpTo(year(2, 1));
    expect(types(events)).toEqual(['PeriodOpened', 'SubscriptionRenewed', 'CreditsGranted']);
    expect(events[1]?.data).toMatchObject({
      occurrence: 2,
      term: { startsAt: year(2, 1), endsAt: year(3, 1) },
      allowanceMicro: 31_000_000n,
      grant: '~2',
    });
    expect(events[2]?.data).toMatchObject({
      terms: { eligibleFrom: year(2, 1), expiresAt: year(3, 1), rollover: { maxMicro: 7n } },
      subscription: 's',
    });
    expect(shop.lines.map(brief)).toEqual(['0: fee 300', '1: fee 930']);
  });

  it('in a period that a new billing day cuts short takes its days of the whole, whatever the first was (rules 12, 31)', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan({ firstPeriod: 'whole' }));
    shop.add([{ type: 'BillingChanged', data: { account: 'a', zone: 'UTC', billingDay: 15 } }]);
    shop.renewUpTo(year(2, 15));
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '1: fee 420', '2: fee 930']);
  });

  it('of instalments is never cut: each is one of their count (rule 32)', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan({ kind: 'instalment', allowanceMicro: micro(0), count: 3 }));
    shop.add([{ type: 'BillingChanged', data: { account: 'a', zone: 'UTC', billingDay: 15 } }]);
    shop.renewUpTo(year(2, 15));
    expect(shop.lines.map(brief)).toEqual(['0: instalment 930', '1: instalment 930', '2: instalment 930']);
  });

  it('is not due before the very end of the term', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    expect(shop.renewUpTo(year(2, 1) - 1)).toEqual([]);
    expect(types(shop.renewUpTo(year(2, 1)))).toContain('SubscriptionRenewed');
  });

  it('uses a period that is open already', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.subscribe(JANUARY, plan(), 't');
    expect(types(shop.renewUpTo(year(2, 1)))).toEqual([
      'PeriodOpened',
      'SubscriptionRenewed',
      'CreditsGranted',
      'SubscriptionRenewed',
      'CreditsGranted',
    ]);
  });

  it('of a suspended account takes place', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.add([{ type: 'AccountStatusSet', data: { account: 'a', status: 'suspended', reason: 'r' } }]);
    expect(types(shop.renewUpTo(year(2, 1)))).toContain('SubscriptionRenewed');
  });

  it('gives what the account can hold, and is never refused (rule 1)', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.subscribe(
      year(1, 31),
      plan({ allowanceMicro: credits(CREDITS_MAX - 31_000_010n), every: { unit: 'day', count: 90 } }),
      't',
    );
    shop.renewUpTo(year(2, 1));
    expect(shop.subscription().allowanceMicro).toBe(10n);
    shop.renewUpTo(year(3, 1));
    expect(shop.subscription()).toMatchObject({ allowanceMicro: 0n, grant: null, feeMinor: 930n });
  });
});

describe('the end of a subscription', () => {
  it('comes at its renewal when it was cancelled', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.cancel(year(1, 10));
    expect(shop.state.grants).toHaveLength(1);
    expect(shop.renewUpTo(year(3, 1))).toEqual([
      { type: 'SubscriptionEnded', data: { account: 'a', subscription: 's', ending: 'cancelled', lines: [] } },
    ]);
    expect(shop.state.subscriptions).toEqual([]);
  });

  it('comes when it was charged as often as agreed', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan({ kind: 'instalment', allowanceMicro: micro(0), count: 3 }));
    const events = shop.renewUpTo(year(12, 1));
    expect(types(events).filter((type) => type !== 'PeriodOpened')).toEqual([
      'SubscriptionRenewed',
      'SubscriptionRenewed',
      'SubscriptionEnded',
    ]);
    expect(events.at(-1)?.data).toMatchObject({ ending: 'completed' });
    expect(shop.lines.map(brief)).toEqual(['0: instalment 930', '1: instalment 930', '2: instalment 930']);
  });

  it('comes for all of a closed account: it renews nothing', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.add([{ type: 'AccountStatusSet', data: { account: 'a', status: 'closed', reason: 'r' } }]);
    expect(shop.renewUpTo(year(2, 1))).toEqual([
      { type: 'SubscriptionEnded', data: { account: 'a', subscription: 's', ending: 'account_closed', lines: [] } },
    ]);
  });
});

describe('"30 days" and "one month" (peers, D4; rule 12)', () => {
  it('are different: a month ends on its day, 30 days after 720 hours', () => {
    const shop = new Shop();
    shop.subscribe(year(1, 31, 12), plan({ every: { unit: 'month', count: 1 } }), 'month');
    shop.subscribe(year(1, 31, 12), plan({ every: { unit: 'day', count: 30 } }), 'days');
    expect(iso(shop.subscription('month').term.endsAt)).toBe('2026-02-28T12:00Z');
    expect(iso(shop.subscription('days').term.endsAt)).toBe('2026-03-02T12:00Z');
  });

  it('keep their anchor: after a short month the plan is back on the 31st', () => {
    const shop = new Shop();
    shop.subscribe(year(1, 31), plan({ every: { unit: 'month', count: 1 } }));
    shop.renewUpTo(year(6, 30));
    expect(starts(shop).map((at) => at.slice(5, 10))).toEqual(['01-31', '02-28', '03-31', '04-30', '05-31', '06-30']);
  });
});

describe('a period begins at the midnight of the customer (peers, D5)', () => {
  it('and so does the allowance, in a zone that changes its clocks too', () => {
    const shop = new Shop({ zone: 'America/New_York', openedAt: instant('2026-02-01T05:00:00Z') });
    shop.subscribe(instant('2026-02-10T00:00:00Z'), plan());
    shop.renewUpTo(year(4, 2));
    expect(starts(shop)).toEqual(['2026-02-10T00:00Z', '2026-03-01T05:00Z', '2026-04-01T04:00Z']);
  });

  it('is not moved by a renewal that is decided late', () => {
    const late = new Shop();
    late.subscribe(year(1, 10), plan());
    late.renewUpTo(year(5, 17, 13));
    expect(
      starts(late)
        .slice(1)
        .map((at) => at.slice(5)),
    ).toEqual(['02-01T00:00Z', '03-01T00:00Z', '04-01T00:00Z', '05-01T00:00Z']);
  });
});

describe('a window of its own starts at the purchase (peers, D6)', () => {
  it('and is not cut to midnight: there is one quota in each 24 hours', () => {
    const shop = new Shop();
    const bought = year(1, 10, 23) + 59 * 60_000;
    shop.subscribe(
      bought,
      plan({ kind: 'free_quota', fee: { amountMinor: 0n, taxIncluded: true }, every: { unit: 'day', count: 1 } }),
    );
    shop.renewUpTo(bought + 3 * DAY - 1);
    expect(shop.grants().map(({ terms }) => terms.eligibleFrom - bought)).toEqual([0, DAY, 2 * DAY]);
    expect(shop.grants().map(({ terms }) => terms.expiresAt! - terms.eligibleFrom)).toEqual([DAY, DAY, DAY]);
  });

  it('and the next begins where the last ends, an hour longer or shorter by the wall clock', () => {
    const shop = new Shop({ zone: 'Europe/Berlin', openedAt: instant('2026-02-28T23:00:00Z') });
    const bought = instant('2026-03-28T11:00:00Z');
    shop.subscribe(bought, plan({ every: { unit: 'day', count: 1 } }), 'day');
    shop.subscribe(bought, plan({ every: { unit: 'month', count: 1 } }), 'month');
    expect(shop.subscription('day').term.endsAt).toBe(bought + DAY);
    expect(shop.subscription('month').term.endsAt).toBe(bought + 31 * DAY - HOUR);
  });
});

describe('the number of grants (peers, B6)', () => {
  const perPeriod = (shop: Shop) =>
    shop.state.periods.map(
      ({ startsAt, endsAt }) =>
        shop.grants().filter(({ terms }) => terms.eligibleFrom >= startsAt && terms.eligibleFrom < endsAt).length,
    );

  it('is one a period for a plan that follows the periods', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.renewUpTo(year(7, 1) - 1);
    expect(perPeriod(shop)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('is right for a recurrence that falls exactly on the start of a period', () => {
    const shop = new Shop();
    shop.subscribe(year(1, 2), plan({ every: { unit: 'day', count: 30 } }));
    shop.renewUpTo(year(4, 2) + HOUR);
    expect(starts(shop)).toEqual(['2026-01-02T00:00Z', '2026-02-01T00:00Z', '2026-03-03T00:00Z', '2026-04-02T00:00Z']);
    expect(perPeriod(shop)).toEqual([1, 1, 1, 1]);
    expect(shop.lines.map(({ line }) => line)).toEqual(['0-1', '1-1', '2-1', '3-1']);
  });

  it('is right for many within a period', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan({ every: { unit: 'day', count: 7 } }));
    shop.renewUpTo(year(3, 1) - 1);
    expect(perPeriod(shop)).toEqual([5, 4]);
    expect(shop.lines.map(({ line }) => line)).toEqual(['0-1', '0-2', '0-3', '0-4', '0-5', '1-1', '1-2', '1-3', '1-4']);
  });
});

describe('another zone', () => {
  it('makes no term of hours, and none of two months, out of a month of its own', () => {
    const shop = new Shop({ zone: 'Asia/Shanghai', openedAt: instant('2025-12-31T16:00:00Z') });
    shop.subscribe(instant('2026-01-31T17:00:00Z'), plan({ every: { unit: 'month', count: 1 } }));
    shop.renewUpTo(instant('2026-02-28T17:00:00Z'));
    shop.add([{ type: 'BillingChanged', data: { account: 'a', zone: 'America/Los_Angeles', billingDay: 1 } }]);
    shop.renewUpTo(year(6, 1));
    expect(starts(shop)).toEqual([
      '2026-01-31T17:00Z',
      '2026-02-28T17:00Z',
      '2026-03-31T17:00Z',
      '2026-04-30T16:00Z',
      '2026-05-31T16:00Z',
    ]);
  });
});
