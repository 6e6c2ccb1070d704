import { describe, expect, it } from '@jest/globals';
import { CREDITS_MAX, credits } from '#libs/kernel/index.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { instant } from '../../../../test/support/ledger/samples.js';
import { brief, contextAt, JANUARY, pin, plan, Shop } from '../../../../test/support/ledger/shop.js';
import { UNOPENED } from '../state.js';
import { subscribe } from './subscribe.js';

const AT = instant('2026-01-22T15:30:00Z');
const FEBRUARY = instant('2026-02-01T00:00:00Z');

describe('a subscription', () => {
  it('starts at once, with its fee on the bill and its allowance until the end of the billing period', () => {
    const shop = new Shop();
    expect(shop.subscribe(AT, plan({ priority: 25, rollover: { maxMicro: micro(5) } }))).toEqual([
      {
        type: 'SubscriptionStarted',
        data: {
          account: 'a',
          subscription: 's',
          product: pin('p'),
          terms: plan({ priority: 25, rollover: { maxMicro: micro(5) } }),
          term: { startsAt: AT, endsAt: FEBRUARY },
          allowanceMicro: 31_000_000n,
          grant: '~1',
          lines: shop.lines,
        },
      },
      {
        type: 'CreditsGranted',
        data: {
          account: 'a',
          terms: {
            grant: '~1',
            source: 'subscription',
            priority: 25,
            amountMicro: 31_000_000n,
            eligibleFrom: AT,
            expiresAt: FEBRUARY,
            scope: { models: null, kinds: null, apps: null },
            costBasis: { amountMinor: 930n, currency: 'CNY', taxIncluded: true },
            rollover: { maxMicro: 5n },
          },
          product: pin('p'),
          oncePerCustomer: false,
          subscription: 's',
          transfer: null,
          paymentRef: null,
          payment: null,
          repays: [],
          lines: [],
        },
      },
    ]);
    expect(shop.lines).toEqual([
      {
        line: '0-1',
        period: 0,
        kind: 'fee',
        product: pin('p'),
        subject: 's',
        creditsMicro: 31_000_000n,
        amountMinor: 930n,
        restNumerator: 0n,
        restDenominator: 1n,
        taxIncluded: true,
        payment: 'bill',
        corrects: null,
      },
    ]);
  });

  it('pays and gets the days that are left where it is sold by days, its own day included (rule 31)', () => {
    const shop = new Shop();
    shop.subscribe(AT, plan({ firstPeriod: 'by_days' }));
    expect(shop.lines.map(brief)).toEqual(['0: fee 300']);
    expect(shop.subscription()).toMatchObject({ allowanceMicro: 10_000_000n, feeMinor: 300n });
  });

  it('keeps the exact share of the fee beside the rounded one, and rounds the allowance half up', () => {
    const shop = new Shop();
    const terms = plan({
      firstPeriod: 'by_days',
      fee: { amountMinor: 100n, taxIncluded: false },
      allowanceMicro: micro(102),
    });
    shop.subscribe(AT, terms);
    expect(shop.lines.map(brief)).toEqual(['0: fee 32 + 8/31']);
    expect(shop.subscription().allowanceMicro).toBe(33n);
    expect(shop.grants()[0]?.terms.costBasis).toEqual({ amountMinor: 32n, currency: 'CNY', taxIncluded: false });
  });

  it('pays by days of a whole month also in a first period that the opening has cut short', () => {
    const shop = new Shop({ openedAt: instant('2026-01-17T08:00:00Z') });
    shop.subscribe(AT, plan({ firstPeriod: 'by_days' }));
    expect(shop.lines.map(brief)).toEqual(['0: fee 300']);
  });

  it("counts days in the account's zone, where it may be tomorrow already", () => {
    const shop = new Shop({ zone: 'Asia/Shanghai', openedAt: instant('2025-12-31T16:00:00Z') });
    shop.subscribe(instant('2026-01-21T16:30:00Z'), plan({ firstPeriod: 'by_days' }));
    expect(shop.lines.map(brief)).toEqual(['0: fee 300']);
    expect(shop.subscription().term.endsAt).toBe(instant('2026-01-31T16:00:00Z'));
  });

  it('is whole on the first day of a period', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan({ firstPeriod: 'by_days' }));
    expect(shop.lines.map(brief)).toEqual(['0: fee 930']);
  });

  it('opens the period it falls into, and stands on that period', () => {
    const shop = new Shop();
    const march = instant('2026-03-01T00:00:00Z');
    const events = shop.subscribe(march, plan());
    expect(events).toMatchObject([
      { type: 'PeriodOpened' },
      { type: 'PeriodOpened' },
      { type: 'SubscriptionStarted' },
      { type: 'CreditsGranted' },
    ]);
    expect(shop.lines.map(brief)).toEqual(['2: fee 930']);
    expect(shop.subscription().term).toEqual({ startsAt: march, endsAt: instant('2026-04-01T00:00:00Z') });
  });

  it.each([
    ['add_on', 'add_on'],
    ['instalment', 'instalment'],
  ] as const)('of kind %s is a line of its own and brings no credits', (kind, line) => {
    const shop = new Shop();
    shop.subscribe(AT, plan({ kind, allowanceMicro: micro(0), count: 24 }));
    expect(shop.lines.map(brief)).toEqual([`0: ${line} 930`]);
    expect(shop.grants()).toEqual([]);
    expect(shop.subscription().grant).toBeNull();
  });

  it('of a free quota costs nothing, stands on no line, and burns like what is given away', () => {
    const shop = new Shop();
    shop.subscribe(AT, plan({ kind: 'free_quota', fee: { amountMinor: 0n, taxIncluded: true } }));
    expect(shop.lines).toEqual([]);
    expect(shop.grants()[0]?.terms).toMatchObject({ source: 'free_quota', priority: 10, costBasis: null });
  });

  it('is sold to a suspended account, which stays open', () => {
    const shop = new Shop();
    shop.add([{ type: 'AccountStatusSet', data: { account: 'a', status: 'suspended', reason: 'r' } }]);
    expect(shop.subscribe(AT, plan())).toHaveLength(2);
  });
});

describe('a subscription is refused', () => {
  const command = { type: 'Subscribe', account: 'a', subscription: 's', product: pin('p') } as const;

  it('for an account that is not open', () => {
    const sold = { ...command, terms: plan(), currency: 'CNY', context: contextAt(AT) };
    expect(subscribe(sold, UNOPENED)).toMatchObject({ rejection: { code: 'account_unknown', account: 'a' } });
  });

  it('for a closed account', () => {
    const shop = new Shop();
    shop.add([{ type: 'AccountStatusSet', data: { account: 'a', status: 'closed', reason: 'r' } }]);
    expect(shop.subscribe(AT, plan())).toEqual({ code: 'account_closed', account: 'a' });
  });

  it('when its id was used before, also by one that has ended', () => {
    const sold = { ...command, terms: plan(), currency: 'CNY', context: contextAt(AT, { idUsed: true }) };
    expect(subscribe(sold, new Shop().state)).toMatchObject({
      rejection: { code: 'subscription_exists', subscription: 's' },
    });
  });

  it('in another currency', () => {
    const refused = { code: 'currency_differs', expected: 'CNY', actual: 'USD' };
    expect(new Shop().subscribe(AT, plan(), 's', 'p', 'USD')).toEqual(refused);
  });

  it('when the balance would leave the range of amounts', () => {
    const shop = new Shop();
    shop.subscribe(AT, plan({ allowanceMicro: credits(CREDITS_MAX) }));
    expect(shop.subscribe(AT, plan({ allowanceMicro: micro(1) }), 't')).toEqual({
      code: 'balance_out_of_range',
      account: 'a',
    });
  });

  it('when it would bring more grants than an account may have, unless it brings none (rule 20)', () => {
    const shop = new Shop();
    for (let ordinal = 0; ordinal < 1_000; ordinal += 1) shop.subscribe(AT, plan(), `s-${ordinal}`);
    expect(shop.subscribe(AT, plan(), 'more')).toEqual({ code: 'too_many_grants', limit: 1_000 });
    expect(shop.subscribe(AT, plan({ kind: 'add_on', allowanceMicro: micro(0) }), 'add-on')).toHaveLength(1);
  });
});
