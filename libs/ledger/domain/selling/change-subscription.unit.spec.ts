import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { brief, contextAt, JANUARY, pin, plan, Shop } from '../../../../test/support/ledger/shop.js';
import { UNOPENED } from '../state.js';
import type { SubscriptionTerms } from '../terms.js';
import { changeSubscription } from './change-subscription.js';

const day = (date: number, hour = 0) => Date.UTC(2026, 0, date, hour);
/** 18.60 for 62 credits: twice the plan. */
const bigger = (more: Partial<SubscriptionTerms> = {}): SubscriptionTerms =>
  plan({ fee: { amountMinor: 1_860n, taxIncluded: true }, allowanceMicro: micro(62_000_000), ...more });

describe('an upgrade in mid-period (rule 31)', () => {
  it('credits the days left of the old fee and charges those of the new, the day of change counting as new', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    const events = shop.change(day(22, 15), bigger());
    expect(events).toEqual([
      {
        type: 'SubscriptionUpgraded',
        data: {
          account: 'a',
          subscription: 's',
          product: pin('q'),
          terms: bigger(),
          at: day(22, 15),
          forfeits: { grant: '~1', amountMicro: 10_000_000n },
          allowanceMicro: 20_000_000n,
          grant: '~2',
          lines: shop.lines.slice(1),
        },
      },
      expect.objectContaining({ type: 'CreditsGranted' }),
    ]);
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '0: credit -300', '0: fee 600']);
    expect(shop.lines.map(({ product }) => product?.product)).toEqual(['p', 'p', 'q']);
    expect(shop.grants()[1]?.terms).toMatchObject({
      source: 'subscription',
      eligibleFrom: day(22, 15),
      expiresAt: Date.UTC(2026, 1, 1),
      costBasis: { amountMinor: 600n },
    });
    expect(shop.state.grants.map(({ grant, remainingMicro }) => [grant, remainingMicro])).toEqual([
      ['~1', 21_000_000n],
      ['~2', 20_000_000n],
    ]);
  });

  it('credits what is unused where that is less than the days left, and takes no more than that', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.use('~1', 29_000_000);
    shop.change(day(22), bigger());
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '0: credit -60', '0: fee 600']);
    expect(shop.state.grants.map(({ remainingMicro }) => remainingMicro)).toEqual([20_000_000n]);
  });

  it('credits nothing where the allowance is used up', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.use('~1', 31_000_000);
    const events = shop.change(day(22), bigger());
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '0: fee 600']);
    expect(events).toMatchObject([{ data: { forfeits: null } }, {}]);
  });

  it('leaves to a reservation what it holds, and credits nothing for it', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    const grants = shop.state.grants.map((grant) => ({ ...grant, heldMicro: micro(25_000_000) }));
    shop.state = { ...shop.state, grants };
    const events = shop.change(day(22), bigger());
    expect(events).toMatchObject([{ data: { forfeits: { grant: '~1', amountMicro: 6_000_000n } } }, {}]);
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '0: credit -180', '0: fee 600']);
  });

  it('on the first day is the whole new plan for the difference', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.change(day(1, 23), bigger());
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '0: credit -930', '0: fee 1860']);
    expect(shop.state.remainingMicro).toBe(62_000_000n);
  });

  it('keeps the exact share behind each rounded line, half up', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan({ fee: { amountMinor: 100n, taxIncluded: true } }));
    shop.change(day(21), bigger({ fee: { amountMinor: 199n, taxIncluded: true } }));
    expect(shop.lines.map(brief)).toEqual(['0: fee 100', '0: credit -35 - 15/31', '0: fee 71 - 12/31']);
  });

  it('of a first period paid by days credits its own days, and charges days of a whole month', () => {
    const shop = new Shop({ openedAt: day(12) });
    shop.subscribe(day(12), plan({ firstPeriod: 'by_days' }));
    shop.change(day(22), bigger({ firstPeriod: 'by_days' }));
    expect(shop.lines.map(brief)).toEqual(['0: fee 600', '0: credit -300', '0: fee 600']);
  });

  it('of a first period paid whole charges days of what is left of it', () => {
    const shop = new Shop();
    shop.subscribe(day(22), plan());
    shop.change(day(27), bigger());
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '0: credit -465', '0: fee 930']);
  });

  it('upon an upgrade credits what the first has cost, by the days it was for', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.change(day(12), bigger());
    shop.change(day(22), plan({ fee: { amountMinor: 3_720n, taxIncluded: true }, allowanceMicro: micro(124_000_000) }));
    expect(shop.lines.map(brief)).toEqual([
      '0: fee 930',
      '0: credit -600',
      '0: fee 1200',
      '0: credit -600',
      '0: fee 1200',
    ]);
    expect(shop.renewUpTo(Date.UTC(2026, 1, 1))[1]).toMatchObject({
      data: { term: { startsAt: Date.UTC(2026, 1, 1), endsAt: Date.UTC(2026, 2, 1) }, occurrence: 2 },
    });
  });

  it('of a window of its own counts the days of the window', () => {
    const shop = new Shop();
    const every = { unit: 'day', count: 31 } as const;
    shop.subscribe(day(3, 8), plan({ every }));
    shop.change(day(24, 20), bigger({ every }));
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '0: credit -300', '0: fee 600']);
    expect(shop.subscription().term).toEqual({ startsAt: day(24, 20), endsAt: day(34, 8) });
    shop.renewUpTo(day(34, 8));
    expect(shop.subscription().term).toEqual({ startsAt: day(34, 8), endsAt: day(65, 8) });
  });

  it('upon an upgrade, in a window of its own, charges days of the whole window', () => {
    const shop = new Shop();
    const every = { unit: 'month', count: 1 } as const;
    shop.subscribe(JANUARY, plan({ every }));
    shop.renewUpTo(Date.UTC(2026, 2, 1));
    shop.change(Date.UTC(2026, 2, 12), bigger({ every }));
    shop.change(Date.UTC(2026, 2, 22), bigger({ every, fee: { amountMinor: 3_720n, taxIncluded: true } }));
    expect(shop.lines.slice(3).map(brief)).toEqual(['2: credit -600', '2: fee 1200', '2: credit -600', '2: fee 1200']);
  });

  it('in a period that a new billing day cuts short charges days of a whole one, as its renewal did', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.add([{ type: 'BillingChanged', data: { account: 'a', zone: 'UTC', billingDay: 15 } }]);
    shop.renewUpTo(Date.UTC(2026, 1, 1));
    shop.change(Date.UTC(2026, 1, 1, 12), bigger());
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '1: fee 420', '1: credit -420', '1: fee 840']);
  });

  it('counts the days of a billing period in the zone it was opened in', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.add([{ type: 'BillingChanged', data: { account: 'a', zone: 'America/Los_Angeles', billingDay: 1 } }]);
    shop.change(day(22, 1), bigger());
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '0: credit -300', '0: fee 600']);
  });

  it('of an add-on goes by days alone', () => {
    const shop = new Shop();
    const addOn = { kind: 'add_on', allowanceMicro: micro(0) } as const;
    shop.subscribe(JANUARY, plan(addOn));
    expect(shop.change(day(22), bigger(addOn))).toHaveLength(1);
    expect(shop.lines.map(brief)).toEqual(['0: add_on 930', '0: credit -300', '0: add_on 600']);
  });

  it('replaces a change that was waiting', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.cancel(day(2));
    shop.change(day(22), bigger());
    expect(shop.subscription().next).toBeUndefined();
  });
});

describe('a downgrade, or a change of rhythm', () => {
  it.each([
    ['cheaper', plan({ fee: { amountMinor: 929n, taxIncluded: true } })],
    ['as dear', plan({ allowanceMicro: micro(32_000_000) })],
    ['dearer but of another rhythm', bigger({ every: { unit: 'month', count: 1 } })],
  ])('waits for the renewal when it is %s', (_, terms) => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    expect(shop.change(day(22), terms)).toEqual([
      {
        type: 'SubscriptionChangeScheduled',
        data: { account: 'a', subscription: 's', next: { product: pin('q'), terms } },
      },
    ]);
  });
});

describe('a change is refused', () => {
  const sold = { type: 'ChangeSubscription', account: 'a', subscription: 's', product: pin('q') } as const;

  it('for an account that is not open', () => {
    const command = { ...sold, terms: plan(), currency: 'CNY', context: contextAt(JANUARY) };
    expect(changeSubscription(command, UNOPENED)).toMatchObject({ rejection: { code: 'account_unknown' } });
  });

  it('for a closed account: it would pay for what it cannot renew', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.add([{ type: 'AccountStatusSet', data: { account: 'a', status: 'closed', reason: 'r' } }]);
    expect(shop.change(day(2), bigger())).toEqual({ code: 'account_closed', account: 'a' });
  });

  it('when there is no such subscription', () => {
    expect(new Shop().change(day(2), bigger())).toEqual({ code: 'subscription_unknown', subscription: 's' });
  });

  it('to another kind of product', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    const addOn = bigger({ kind: 'add_on', allowanceMicro: micro(0) });
    expect(shop.change(day(2), addOn)).toEqual({ code: 'subscription_kind_differs', subscription: 's' });
  });

  it('of instalments: they are settled', () => {
    const shop = new Shop();
    const phone = { kind: 'instalment', allowanceMicro: micro(0), count: 12 } as const;
    shop.subscribe(JANUARY, plan(phone));
    expect(shop.change(day(2), bigger(phone))).toEqual({ code: 'instalments_are_settled', subscription: 's' });
  });

  it('in another currency', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    const refused = { code: 'currency_differs', expected: 'CNY', actual: 'HKD' };
    expect(shop.change(day(2), bigger(), 's', 'q', 'HKD')).toEqual(refused);
  });

  it('when the account can take no more grants', () => {
    const shop = new Shop();
    for (let ordinal = 0; ordinal < 1_000; ordinal += 1) shop.subscribe(JANUARY, plan(), `s-${ordinal}`);
    expect(shop.change(day(2), bigger(), 's-0')).toEqual({ code: 'too_many_grants', limit: 1_000 });
  });
});
