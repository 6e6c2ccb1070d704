import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credits, CREDITS_MAX } from '#libs/kernel/index.js';
import { DAY, micro } from '../../../../test/support/journal/event-builders.js';
import { brief, contextAt, JANUARY, pack, pin, Shop } from '../../../../test/support/ledger/shop.js';
import { totalMinor } from '../lines.js';
import { UNOPENED } from '../state.js';
import type { PackTerms } from '../terms.js';
import { buyPack } from './buy-pack.js';

const AT = Date.UTC(2026, 0, 22, 15, 30);
const tenth = { numerator: 1, denominator: 10 };

describe('a purchase (rule 32)', () => {
  it('is one grant for all packs, with a line for the price and what was paid as its cost', () => {
    const shop = new Shop();
    const terms = pack({ validity: { unit: 'day', count: 30 }, priority: 35 });
    expect(shop.buy(AT, terms, { quantity: 3, grant: 'g' })).toEqual([
      {
        type: 'CreditsGranted',
        data: {
          account: 'a',
          terms: {
            grant: 'g',
            source: 'top_up',
            priority: 35,
            amountMicro: 30_000_000n,
            eligibleFrom: JANUARY,
            expiresAt: AT + 30 * DAY,
            scope: { models: null, kinds: null, apps: null },
            costBasis: { amountMinor: 1_500n, currency: 'CNY', taxIncluded: true },
            rollover: null,
          },
          product: pin('pack'),
          oncePerCustomer: false,
          subscription: null,
          transfer: null,
          paymentRef: 'pay-1',
          payment: 'bill',
          repays: [],
          lines: shop.lines,
        },
      },
    ]);
    expect(shop.lines.map(brief)).toEqual(['0: purchase 1500']);
    expect(shop.lines[0]).toMatchObject({ subject: 'g', product: pin('pack'), creditsMicro: 30_000_000n });
  });

  it('has its discount on a line of its own, and a cost net of it', () => {
    const shop = new Shop();
    const price = { amountMinor: 333n, taxIncluded: false };
    shop.buy(AT, pack({ price, discount: tenth }), { quantity: 5 });
    expect(shop.lines.map(brief)).toEqual(['0: purchase 1665', '0: discount -166 - 1/2']);
    expect(shop.grants()[0]?.terms.costBasis).toEqual({ amountMinor: 1_499n, currency: 'CNY', taxIncluded: false });
  });

  it('never turns negative: price and discount sum to what is paid (peers, P10)', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 1_000_000n),
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 97 }),
        (amountMinor, quantity, numerator) => {
          const shop = new Shop();
          const discount = { numerator, denominator: 97 };
          shop.buy(AT, pack({ price: { amountMinor, taxIncluded: true }, discount }), { quantity });
          const paid = totalMinor(shop.lines);
          expect(paid >= 0n && paid <= amountMinor * BigInt(quantity)).toBe(true);
          expect(shop.grants()[0]?.terms.costBasis?.amountMinor ?? 0n).toBe(paid);
        },
      ),
    );
  });

  it('that is prepaid informs on the bill and is not in its total', () => {
    const shop = new Shop();
    shop.buy(AT, pack({ discount: tenth }), { payment: 'prepaid', quantity: 2 });
    expect(shop.lines.map(({ payment }) => payment)).toEqual(['prepaid', 'prepaid']);
    expect(totalMinor(shop.lines)).toBe(0n);
    expect(shop.grants()[0]?.terms.costBasis?.amountMinor).toBe(900n);
  });

  it('pays a call that ended before it, since the oldest period that is not sealed (rule 14)', () => {
    const shop = new Shop();
    shop.buy(Date.UTC(2026, 1, 2), pack());
    expect(shop.grants()[0]?.terms.eligibleFrom).toBe(JANUARY);
    expect(shop.lines.map(brief)).toEqual(['1: purchase 500']);
  });

  it('is valid for calendar months of the account, or days of 24 hours (rule 12)', () => {
    const shop = new Shop();
    const at = Date.UTC(2026, 0, 31, 9);
    shop.buy(at, pack({ validity: { unit: 'month', count: 1 } }));
    shop.buy(at, pack({ validity: { unit: 'day', count: 1 } }));
    shop.buy(at, pack());
    expect(shop.grants().map(({ terms }) => terms.expiresAt)).toEqual([Date.UTC(2026, 1, 28, 9), at + DAY, null]);
  });

  it('repays what is owed under a limit, oldest first (rule 22)', () => {
    const shop = new Shop();
    const bucket = { period: 0, policy: 'limit', priceVersion: null } as const;
    const owed = {
      bucket,
      openMicro: micro(4_000_000),
      repayments: [],
      billedMicro: micro(0),
      writtenOffMicro: micro(0),
    };
    shop.state = { ...shop.state, overage: [{ ...owed, line: null }], overageMicro: micro(4_000_000) };
    const repays = [{ bucket, amountMicro: 4_000_000n, openAfterMicro: 0n }];
    expect(shop.buy(AT, pack())).toMatchObject([{ data: { repays } }]);
  });
});

describe('a promotion', () => {
  const welcome: PackTerms = pack({
    source: 'promotion',
    oncePerCustomer: true,
    price: { amountMinor: 100n, taxIncluded: true },
  });

  it('burns before what is paid, and uses up the customer’s one chance', () => {
    const shop = new Shop();
    expect(shop.buy(AT, welcome)).toMatchObject([{ data: { oncePerCustomer: true, product: pin('pack') } }]);
    expect(shop.grants()[0]?.terms).toMatchObject({ source: 'promotion', priority: 10 });
  });

  it('is sold once per customer', () => {
    expect(new Shop().buy(AT, welcome, { takenBefore: true })).toEqual({
      code: 'promotion_already_taken',
      product: 'pack',
    });
  });

  it('is sold again where it is not for once', () => {
    expect(new Shop().buy(AT, { ...welcome, oncePerCustomer: false }, { takenBefore: true })).toHaveLength(1);
  });

  it('that costs nothing has no line and no cost', () => {
    const shop = new Shop();
    shop.buy(AT, { ...welcome, price: { amountMinor: 0n, taxIncluded: true } });
    expect(shop.lines).toEqual([]);
    expect(shop.grants()[0]?.terms.costBasis).toBeNull();
  });
});

describe('a purchase is refused', () => {
  it('for an account that is not open, or is closed', () => {
    const shop = new Shop();
    const { state } = shop;
    shop.state = { ...state, standing: 'closed' };
    expect(shop.buy(AT, pack())).toEqual({ code: 'account_closed', account: 'a' });
    const sold = { type: 'BuyPack', account: 'a', product: pin('pack'), terms: pack(), currency: 'CNY' } as const;
    const paid = { quantity: 1, paymentRef: 'p', payment: 'bill', takenBefore: false } as const;
    expect(buyPack({ ...sold, ...paid, context: contextAt(AT) }, UNOPENED)).toMatchObject({
      rejection: { code: 'account_unknown' },
    });
  });

  it('when the grant id was used before', () => {
    expect(new Shop().buy(AT, pack(), { grant: 'g' }, { idUsed: true })).toEqual({ code: 'grant_exists', grant: 'g' });
  });

  it.each([
    [0, 1_000, pack()],
    [1_001, 1_000, pack()],
    [2, 1, pack({ oncePerCustomer: true })],
  ])('for %s packs where %s may be bought', (quantity, limit, terms) => {
    expect(new Shop().buy(AT, terms, { quantity })).toEqual({ code: 'quantity_not_allowed', quantity, limit });
  });

  it('in another currency', () => {
    const refused = { code: 'currency_differs', expected: 'CNY', actual: 'USD' };
    expect(new Shop().buy(AT, pack(), { currency: 'USD' })).toEqual(refused);
  });

  it('of nothing', () => {
    expect(new Shop().buy(AT, pack({ amountMicro: micro(0) }))).toEqual({
      code: 'grant_not_positive',
      amountMicro: 0n,
    });
  });

  it('when the balance would leave the range of amounts, as it would by packs together', () => {
    const half = pack({ amountMicro: credits(CREDITS_MAX / 2n + 1n) });
    expect(new Shop().buy(AT, half, { quantity: 2 })).toEqual({ code: 'balance_out_of_range', account: 'a' });
  });

  it('when the account has as many grants as it may (rule 20)', () => {
    const shop = new Shop();
    for (let ordinal = 0; ordinal < 1_000; ordinal += 1) shop.buy(AT, pack());
    expect(shop.buy(AT, pack())).toEqual({ code: 'too_many_grants', limit: 1_000 });
  });
});
