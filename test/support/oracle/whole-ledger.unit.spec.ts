import { describe, expect, it } from '@jest/globals';
import type { Pack } from './account/deeds.js';
import { totalOf } from './account/money.js';
import { DAY, FEBRUARY, JANUARY, Life, plan, subscribe } from './life-by-hand.js';

/* Every figure here can be reckoned by hand: the oracle is checked against the rules, not against the product. */

describe('overage in the oracle (rules 21, 22)', () => {
  it('goes to the limit and beyond it to block; a top-up repays the limit and nothing else', () => {
    const life = new Life({ type: 'limit', limitMicro: 60n });
    life.use(JANUARY, 100n);
    expect(life.open()).toEqual({ '0 limit null': 60n, '0 block null': 40n });
    life.give(JANUARY, 'g', 90n);
    expect(life.open()).toEqual({ '0 limit null': 0n, '0 block null': 40n });
    expect(life.grant('g')).toMatchObject({ remainingMicro: 30n, repaidMicro: 60n });
  });

  it('under invoice is billed at the seal, what is beyond the cap is written off', () => {
    const life = new Life({ type: 'invoice', capMicro: 70n, amountMinor: 3n, perMicro: 20n });
    life.use(JANUARY, 100n);
    life.timer(FEBRUARY + 3 * DAY - 1);
    expect(life.book.periods[0]!.sealed).toBe(false);
    life.timer(FEBRUARY + 3 * DAY);
    expect(life.lines(0)).toEqual(['0-1 11']);
    expect(life.open()).toEqual({ '0 invoice 1': 0n, '0 block null': 0n });
  });
});

describe('a reservation in the oracle (rules 23 to 25)', () => {
  it('keeps what it holds from others, pays with it after the expiry, and loses what comes back', () => {
    const life = new Life();
    life.give(JANUARY, 'g', 100n, { expiresAt: JANUARY + DAY });
    expect(life.reserve(JANUARY, 'r', 80n, 9 * DAY)).toBe('done');
    expect(life.reserve(JANUARY, 'too-much', 30n)).toBe('credits_insufficient');
    life.timer(JANUARY + 4 * DAY);
    expect(life.grant('g')).toMatchObject({ ended: true, remainingMicro: 80n, expiredMicro: 20n });
    life.use(JANUARY + 5 * DAY, 50n, { reservationId: 'r', requestId: 'call' });
    expect(life.grant('g')).toMatchObject({ remainingMicro: 0n, consumedMicro: 50n, expiredMicro: 50n });
    expect(life.use(JANUARY + 5 * DAY, 9n, { reservationId: 'r', requestId: 'call' })).toBe(
      'reservation_already_settled',
    );
    expect(life.at(JANUARY + 5 * DAY, { type: 'release', account: 'a', reservation: 'r' })).toBe(
      'reservation_already_settled',
    );
  });

  it('lives by the wall clock', () => {
    const life = new Life();
    life.give(JANUARY, 'g', 100n);
    life.reserve(JANUARY, 'r', 80n, DAY);
    life.at(JANUARY + DAY, { type: 'timer', account: 'a' }, { giveUpTo: JANUARY, takeUpTo: JANUARY });
    expect(life.grant('g').heldMicro).toBe(0n);
  });
});

describe('what falls due in the oracle (rules 14, 15, 18)', () => {
  it('waits, where it takes, until every source has been read past it', () => {
    const life = new Life();
    life.give(JANUARY, 'g', 100n, { expiresAt: JANUARY + DAY });
    const late = { takeUpTo: JANUARY + 4 * DAY - 1 };
    life.at(JANUARY + 9 * DAY, { type: 'timer', account: 'a' }, late);
    expect(life.grant('g').expiredMicro).toBe(0n);
    life.timer(JANUARY + 9 * DAY);
    expect(life.grant('g').expiredMicro).toBe(100n);
  });

  it('rolls over what may, once, repays the new period with it, and forfeits the rest', () => {
    const life = new Life();
    life.give(JANUARY, 'g', 100n, { expiresAt: FEBRUARY, rolloverMicro: 40n });
    life.use(FEBRUARY, 15n);
    life.timer(FEBRUARY + 3 * DAY);
    expect(life.grant('g')).toMatchObject({ ended: true, rolledOutMicro: 40n, forfeitedMicro: 60n });
    expect(life.grant('~2')).toMatchObject({ source: 'rollover', remainingMicro: 25n, repaidMicro: 15n });
    life.timer(Date.UTC(2026, 2, 1) + 3 * DAY);
    expect(life.grant('~2')).toMatchObject({ remainingMicro: 0n, expiredMicro: 25n });
  });

  it('is done again where what it stood before was refused', () => {
    const life = new Life();
    life.give(JANUARY, 'g', 100n, { expiresAt: JANUARY + DAY });
    expect(life.at(JANUARY + 9 * DAY, { type: 'adjustDown', account: 'a', grant: 'g', amountMicro: 1n })).toBe(
      'grant_unknown',
    );
    expect(life.grant('g').expiredMicro).toBe(0n);
  });
});

describe('subscriptions in the oracle (rules 31, 32)', () => {
  it('upgrade in mid-period: ten of 31 days back, ten of the new', () => {
    const life = new Life();
    life.at(JANUARY, subscribe('s', plan()));
    const terms = plan({ feeMinor: 1_860n, allowanceMicro: 62n });
    life.at(JANUARY + 21 * DAY, {
      type: 'changeSubscription',
      account: 'a',
      subscription: 's',
      terms,
      currency: 'CNY',
    });
    expect(life.lines(0)).toEqual(['0-1 930', '0-2 -300', '0-3 600']);
    expect(life.grant('~1')).toMatchObject({ remainingMicro: 21n, forfeitedMicro: 10n });
    expect(life.grant('~2').remainingMicro).toBe(20n);
  });

  it('renew in the order of time, end when their count is full, and take a waiting change with them', () => {
    const life = new Life();
    life.at(JANUARY, subscribe('phone', plan({ kind: 'instalment', allowanceMicro: 0n, count: 2 })));
    life.at(JANUARY, subscribe('s', plan()));
    const cheaper = plan({ feeMinor: 100n });
    const change = { account: 'a', subscription: 's', terms: cheaper, currency: 'CNY' };
    life.at(JANUARY + DAY, { type: 'changeSubscription', ...change });
    life.timer(Date.UTC(2026, 2, 10));
    expect(life.lines(1)).toEqual(['1-1 930', '1-2 100']);
    expect(life.lines(2)).toEqual(['2-1 100']);
    expect([...life.book.subscriptions.keys()]).toEqual(['s']);
    expect(totalOf(life.book.periods[0]!.lines)).toBe(1_860n);
  });
});

describe('corrections in the oracle (rules 27, 28)', () => {
  const used = { source: 's', id: 'u' };

  function corrected(life: Life, now: number, fault: 'operator' | 'subscriber', left?: bigint): string {
    const rerated = left === undefined ? {} : { rerated: [{ kind: 'input', amountMicro: left }] };
    return life.at(now, { type: 'correct', account: 'a', ...used, known: 0, fault, ...rerated });
  }

  it('undo overage first, then the grant', () => {
    const life = new Life();
    life.give(JANUARY, 'g', 60n);
    life.use(JANUARY, 100n, used);
    corrected(life, JANUARY, 'operator', 50n);
    expect(life.open()).toEqual({ '0 block null': 0n });
    expect(life.grant('g')).toMatchObject({ remainingMicro: 10n, consumedMicro: 50n });
    expect(corrected(life, JANUARY, 'operator', 1n)).toBe('correction_stale');
  });

  it.each([
    ['operator' as const, { refundedMicro: 60n, expiredMicro: 0n }, 60n],
    ['subscriber' as const, { refundedMicro: 0n, expiredMicro: 60n }, undefined],
  ])('give back to a grant that has expired meanwhile by whose fault it was: %s', (fault, grant, refund) => {
    const life = new Life();
    life.give(JANUARY, 'g', 60n, { expiresAt: JANUARY + DAY });
    life.use(JANUARY, 60n, used);
    corrected(life, JANUARY + 9 * DAY, fault);
    expect(life.grant('g')).toMatchObject({ consumedMicro: 0n, remainingMicro: 0n, ...grant });
    expect(life.book.grants.get('~2')?.remainingMicro).toBe(refund);
  });

  it('credit what was billed on the oldest bill that is open', () => {
    const life = new Life({ type: 'invoice', capMicro: 100n, amountMinor: 1n, perMicro: 10n });
    life.use(JANUARY, 100n, used);
    corrected(life, FEBRUARY + 9 * DAY, 'operator', 40n);
    expect(life.lines(0)).toEqual(['0-1 10']);
    expect(life.lines(1)).toEqual(['1-1 -6']);
  });
});

describe('transfers in the oracle (rule 33)', () => {
  it('move bought credits; what cannot be received comes back, and is gone where its grant expired meanwhile', () => {
    const life = new Life();
    life.give(JANUARY, 'gift', 50n, { source: 'promotion' });
    life.give(JANUARY, 'bought', 50n, { expiresAt: JANUARY + DAY });
    const send = { account: 'a', to: 'b', promotional: false, free: false };
    expect(life.at(JANUARY, { type: 'send', ...send, transfer: 'much', amountMicro: 51n })).toBe(
      'credits_insufficient',
    );
    life.at(JANUARY, { type: 'send', ...send, transfer: 't', amountMicro: 50n });
    life.at(JANUARY, { type: 'setStatus', account: 'b', status: 'closed' });
    expect(life.at(JANUARY, { type: 'receiveTransfer', account: 'b', transfer: 't' })).toBe('account_closed');
    life.at(JANUARY + 9 * DAY, { type: 'returnTransfer', account: 'a', transfer: 't' });
    expect(life.grant('bought')).toMatchObject({ transferredOutMicro: 0n, expiredMicro: 50n, remainingMicro: 0n });
  });
});

describe('purchases in the oracle (rule 32)', () => {
  it('are refunded by the share that is unused, and charged back whole, with overage for the used', () => {
    const pack: Pack = {
      product: 'p',
      source: 'top_up',
      amountMicro: 100n,
      priceMinor: 1_000n,
      discount: { numerator: 1, denominator: 10 },
      validity: null,
      scope: {},
      priority: null,
      oncePerCustomer: false,
    };
    const life = new Life();
    const bought = { account: 'a', pack, quantity: 1, currency: 'CNY', payment: 'bill' as const };
    for (const grant of ['one', 'two']) life.at(JANUARY, { type: 'buy', grant, ...bought });
    life.use(JANUARY, 40n);
    life.at(JANUARY, { type: 'reversePurchase', account: 'a', grant: 'one', kind: 'chargeback' });
    life.at(JANUARY, { type: 'reversePurchase', account: 'a', grant: 'two', kind: 'refund' });
    expect(life.lines(0)).toEqual(['0-1 1000', '0-2 -100', '0-3 1000', '0-4 -100', '0-5 -900', '0-6 -900']);
    expect(life.open()).toEqual({ '0 block null': 40n });
  });
});
