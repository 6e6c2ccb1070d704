import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { brief, JANUARY, pin, plan, Shop } from '../../../../test/support/ledger/shop.js';

const year = (month: number, day: number) => Date.UTC(2026, month - 1, day);
const starts = (shop: Shop) =>
  shop.grants().map(({ terms }) => new Date(terms.eligibleFrom).toISOString().slice(5, 10));

describe('a change that waits for the renewal', () => {
  it('takes effect with it, once', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.change(year(1, 10), plan({ fee: { amountMinor: 310n, taxIncluded: true }, allowanceMicro: micro(5) }));
    expect(shop.subscription()).toMatchObject({ product: pin('p'), allowanceMicro: 31_000_000n });
    shop.renewUpTo(year(3, 1));
    expect(shop.subscription()).toMatchObject({
      product: pin('q'),
      allowanceMicro: 5n,
      next: undefined,
      occurrences: 3,
    });
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '1: fee 310', '2: fee 310']);
  });

  it('to another rhythm counts from where the old one ends', () => {
    const shop = new Shop();
    shop.subscribe(year(1, 25), plan());
    shop.change(year(1, 26), plan({ every: { unit: 'day', count: 10 } }));
    shop.renewUpTo(year(2, 22));
    expect(starts(shop)).toEqual(['01-25', '02-01', '02-11', '02-21']);
  });

  it('to the rhythm of the billing period pays the rest of it by days, where it is sold so', () => {
    const shop = new Shop();
    shop.subscribe(year(1, 12), plan({ every: { unit: 'day', count: 10 } }));
    shop.change(year(1, 13), plan({ firstPeriod: 'by_days' }));
    shop.renewUpTo(year(2, 1));
    expect(shop.lines.map(brief)).toEqual(['0: fee 930', '0: fee 300', '1: fee 930']);
    expect(shop.subscription().term).toEqual({ startsAt: year(2, 1), endsAt: year(3, 1) });
  });

  it('may be taken back: the newest word counts', () => {
    const shop = new Shop();
    shop.subscribe(JANUARY, plan());
    shop.cancel(year(1, 10));
    shop.change(year(1, 11), plan(), 's', 'p');
    expect(shop.renewUpTo(year(2, 1)).map(({ type }) => type)).toContain('SubscriptionRenewed');
  });
});
