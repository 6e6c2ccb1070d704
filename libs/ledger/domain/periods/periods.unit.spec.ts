import { describe, expect, it } from '@jest/globals';
import { account } from '../../../../test/support/ledger/account-specification.js';
import {
  at,
  chargeUsage,
  debit,
  FEBRUARY,
  february,
  fromGrant,
  granted,
  instant,
  january,
  MARCH,
  NOW,
  OPEN,
  openAccount,
  OPENED_AT,
  period,
  toOverage,
} from '../../../../test/support/ledger/samples.js';
import { sealedOf } from '../../../../test/support/ledger/period-samples.js';
import { decide } from '../decide.js';
import { evolve } from '../evolve.js';
import { UNOPENED, type AccountState } from '../state.js';

const march = period(2, MARCH, instant('2026-04-01T00:00:00Z'));
const usageAt = (occurredAt: number, receivedAt = occurredAt) =>
  chargeUsage([['input', 10]], { occurredAt }, { receivedAt });

describe('booking a usage (rule 13)', () => {
  it('goes to the period it happened in: to its last millisecond, and from the first of the next', () => {
    const last = usageAt(FEBRUARY - 1);
    const first = usageAt(FEBRUARY);
    account
      .given(...OPEN)
      .when(last)
      .thenEvents(debit(last, [toOverage(0, 10, 10, 0)], { remaining: 0, overage: 10, period: 0 }));
    account
      .given(...OPEN)
      .when(first)
      .thenEvents(february, debit(first, [toOverage(0, 10, 10, 1)], { remaining: 0, overage: 10, period: 1 }));
  });

  it('opens every period up to its own, each from the end of the one before', () => {
    const charge = usageAt(MARCH);
    account
      .given(...OPEN)
      .when(charge)
      .thenEvents(february, march, debit(charge, [toOverage(0, 10, 10, 2)], { remaining: 0, overage: 10, period: 2 }));
  });

  it('goes back to an earlier period that is not sealed, though later ones are open (L1)', () => {
    const charge = usageAt(NOW, MARCH);
    account
      .given(...OPEN, february, march)
      .when(charge)
      .thenEvents(debit(charge, [toOverage(0, 10, 10, 0)], { remaining: 0, overage: 10, period: 0 }));
  });

  it('trusts the stored end of a period, whatever the calendar would say today (rule 12)', () => {
    const storedEnd = instant('2026-02-03T04:05:06Z');
    const odd = period(0, OPENED_AT, storedEnd);
    const before = usageAt(storedEnd - 1);
    const after = usageAt(storedEnd);
    account
      .given(OPEN[0], odd)
      .when(before)
      .thenEvents(debit(before, [toOverage(0, 10, 10)], { remaining: 0, overage: 10 }));
    account
      .given(OPEN[0], odd)
      .when(after)
      .thenEvents(
        period(1, storedEnd, MARCH),
        debit(after, [toOverage(0, 10, 10, 1)], { remaining: 0, overage: 10, period: 1 }),
      );
  });

  it('judges grants at the receipt when it is from before the opening, books it first and flags it', () => {
    const charge = usageAt(OPENED_AT - 1, NOW);
    const grants = [granted('ended', 100, { expiresAt: NOW }), granted('then', 100, { eligibleFrom: NOW })];
    account
      .given(...OPEN, ...grants)
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'then', 10, 90)], {
          remaining: 190,
          overage: 0,
          judgedAt: NOW,
          flags: ['before_opening'],
        }),
      );
  });

  it('goes to the oldest unsealed period when its own is sealed, marked, and judged at the receipt', () => {
    const receivedAt = instant('2026-02-10T00:00:00Z');
    const charge = usageAt(NOW, receivedAt);
    const grants = [granted('then', 100, { expiresAt: FEBRUARY }), granted('now', 100, { eligibleFrom: receivedAt })];
    const history = [...OPEN, ...grants, february, sealedOf(january)];
    account
      .given(...history)
      .when(charge)
      .thenEvents(
        debit(charge, [fromGrant(0, 'now', 10, 90)], {
          remaining: 190,
          overage: 0,
          period: 1,
          originPeriod: 0,
          judgedAt: receivedAt,
          flags: ['period_sealed'],
        }),
      );
  });

  it('goes to the oldest unsealed period also when it is from before an opening that is sealed', () => {
    const charge = usageAt(OPENED_AT - 1, MARCH - 1);
    account
      .given(...OPEN, february, sealedOf(january))
      .when(charge)
      .thenEvents(
        debit(charge, [toOverage(0, 10, 10, 1)], {
          remaining: 0,
          overage: 10,
          period: 1,
          originPeriod: 0,
          judgedAt: MARCH - 1,
          flags: ['before_opening', 'period_sealed'],
        }),
      );
  });

  it('takes the very instant of the opening as part of the account', () => {
    const charge = usageAt(OPENED_AT, NOW);
    account
      .given(...OPEN, granted('g', 100, { expiresAt: OPENED_AT + 1 }))
      .when(charge)
      .thenEvents(debit(charge, [fromGrant(0, 'g', 10, 90)], { remaining: 90, overage: 0 }));
  });
});

describe('D1, D3: a chain of periods opened one usage at a time', () => {
  it.each([
    ['Asia/Shanghai', 31],
    ['America/New_York', 8],
    ['Africa/Cairo', 24],
    ['Australia/Lord_Howe', 29],
  ])('is without gap or overlap, and the same as one opened at once: %s, day %i', (zone, billingDay) => {
    const openedAt = instant('2026-01-05T12:00:00Z');
    const months = Array.from({ length: 30 }, (_, month) => openedAt + month * 31 * 86_400_000);
    const lazily = chain(zone, billingDay, openedAt, months);
    expect(chain(zone, billingDay, openedAt, months.slice(-1))).toEqual(lazily);
    lazily.slice(1).forEach((later, each) => {
      expect(later.startsAt).toBe(lazily[each]?.endsAt);
      expect(later.period).toBe(each + 1);
    });
    expect(lazily.at(-1)?.period).toBeGreaterThanOrEqual(29);
  });

  function chain(zone: string, billingDay: number, openedAt: number, usages: readonly number[]) {
    const commands = [
      openAccount({ zone, billingDay, openedAt }, at(openedAt)),
      ...usages.map((occurredAt, each) =>
        chargeUsage([], { occurredAt, key: { source: 'gateway', id: `${each}` } }, { receivedAt: occurredAt }),
      ),
    ];
    const state = commands.reduce<AccountState>((before, command) => {
      const decision = decide(command, before);
      if (decision.type === 'rejected') throw new Error(decision.rejection.code);
      return decision.events.reduce(evolve, before);
    }, UNOPENED);
    if (state.status === 'unopened') throw new Error('the account is open');
    return state.periods;
  }
});
