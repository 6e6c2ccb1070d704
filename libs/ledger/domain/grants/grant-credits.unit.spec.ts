import { describe, it } from '@jest/globals';
import { CREDITS_MAX } from '#libs/kernel/index.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import {
  chargeUsage,
  clockAt,
  debit,
  february,
  fromGrant,
  grantCredits,
  grantWithoutId,
  granted,
  instant,
  MARCH,
  NOW,
  OPEN,
  OPENED_AT,
} from '../../../../test/support/ledger/samples.js';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { purchaseLine } from '../../../../test/support/ledger/line-samples.js';
import { LIVE_GRANTS_MAX } from '../bounds.js';
import type { GrantSource } from '../terms.js';

const CREDITS_MAX_MICRO = micro(CREDITS_MAX);

describe('granting credits', () => {
  it('stores every term of the grant, cost basis and payment included (rule 17), with a line on the bill', () => {
    const terms = {
      grant: 'spring-pack',
      source: 'top_up',
      priority: 7,
      amountMicro: micro(1_000),
      eligibleFrom: OPENED_AT,
      expiresAt: MARCH,
      scope: { models: ['qwen'], kinds: ['input'], apps: ['notes'] },
      costBasis: { amountMinor: 1_990n, currency: 'CNY', taxIncluded: true },
      rollover: { maxMicro: micro(10) },
    } as const;
    const lines = [purchaseLine('0-1', { subject: 'spring-pack', creditsMicro: micro(1_000), amountMinor: 1_990n })];
    account
      .given(...OPEN)
      .when(grantCredits({ ...terms, paymentRef: 'bill-1' }))
      .thenEvents(granted('spring-pack', 1_000, terms, { paymentRef: 'bill-1', payment: 'bill', lines }));
  });

  it('says on the line what was paid elsewhere: it is not in the total (rule 32)', () => {
    const costBasis = { amountMinor: 5n, currency: 'CNY', taxIncluded: false };
    const line = { subject: 'g', creditsMicro: micro(100), amountMinor: 5n, taxIncluded: false } as const;
    const terms = { source: 'top_up', priority: 40, eligibleFrom: OPENED_AT, costBasis } as const;
    account
      .given(...OPEN)
      .when(grantCredits({ source: 'top_up', costBasis, payment: 'prepaid' }))
      .thenEvents(
        granted('g', 100, terms, {
          payment: 'prepaid',
          lines: [purchaseLine('0-1', { ...line, payment: 'prepaid' })],
        }),
      );
  });

  it('has no line for credits that cost exactly nothing (rule 34)', () => {
    const costBasis = { amountMinor: 0n, currency: 'CNY', taxIncluded: false };
    const terms = { source: 'top_up', priority: 40, eligibleFrom: OPENED_AT, costBasis } as const;
    account
      .given(...OPEN)
      .when(grantCredits({ source: 'top_up', costBasis, payment: 'bill' }))
      .thenEvents(granted('g', 100, terms, { payment: 'bill', lines: [] }));
  });

  it('leaves empty what was not said: it never expires, cost nothing, pays from now on', () => {
    account
      .given(...OPEN)
      .when(grantCredits())
      .thenEvents(granted('g', 100, { source: 'subscription', priority: 30, eligibleFrom: NOW }));
  });

  it.each<[GrantSource, number]>([
    ['promotion', 10],
    ['free_quota', 10],
    ['adjustment', 10],
    ['rollover', 20],
    ['subscription', 30],
    ['top_up', 40],
  ])('gives a %s the priority %i unless another is said (rule 16)', (source, priority) => {
    const eligibleFrom = OPENED_AT;
    account
      .given(...OPEN)
      .when(grantCredits({ source, eligibleFrom }))
      .thenEvents(granted('g', 100, { source, priority }));
    account
      .given(...OPEN)
      .when(grantCredits({ source, eligibleFrom, priority: 0 }))
      .thenEvents(granted('g', 100, { source, priority: 0 }));
  });

  it.each<[GrantSource, string, number]>([
    ['top_up', 'the start of the oldest unsealed period', OPENED_AT],
    ['transfer', 'the start of the oldest unsealed period', OPENED_AT],
    ['promotion', 'now', NOW],
    ['refund', 'now', NOW],
  ])(
    'lets a %s pay from %s on: a call that ended seconds before a purchase draws on it (rule 14)',
    (source, _, from) => {
      const priority = 40;
      account
        .given(...OPEN)
        .when(grantCredits({ source, priority }))
        .thenEvents(granted('g', 100, { source, priority, eligibleFrom: from }));
    },
  );

  it('opens the periods up to now first (rule 12)', () => {
    const now = instant('2026-02-10T00:00:00Z');
    account
      .given(...OPEN)
      .when(grantCredits({}, { clock: { ...clockAt(now), takeUpTo: NOW } }))
      .thenEvents(february, granted('g', 100, { eligibleFrom: now }));
  });

  it('numbers grants that come without an id after all grants of the account, spent ones included', () => {
    const spent = chargeUsage([['input', 100]]);
    account
      .given(...OPEN)
      .when(grantWithoutId())
      .thenEvents(granted('~1', 100, { eligibleFrom: NOW }));
    account
      .given(...OPEN, granted('g', 100), debit(spent, [fromGrant(0, 'g', 100, 0)], { remaining: 0, overage: 0 }))
      .when(grantWithoutId())
      .thenEvents(granted('~2', 100, { eligibleFrom: NOW }));
  });

  it('may expire before now: usage that happened in time can still draw on it', () => {
    const terms = { eligibleFrom: OPENED_AT, expiresAt: NOW - 1 };
    account
      .given(...OPEN)
      .when(grantCredits(terms))
      .thenEvents(granted('g', 100, terms));
  });

  it('is refused on an account that is not open', () => {
    account.given().when(grantCredits()).thenRejected({ code: 'account_unknown', account: 'a' });
  });

  it('is refused for an id that was used before, also when that grant is spent and gone', () => {
    account
      .given(...OPEN)
      .when(grantCredits({}, { idUsed: true }))
      .thenRejected({ code: 'grant_exists', grant: 'g' });
  });

  it.each([0, -1])('is refused for an amount of %i', (amount) => {
    account
      .given(...OPEN)
      .when(grantCredits({ amountMicro: micro(amount) }))
      .thenRejected({ code: 'grant_not_positive', amountMicro: micro(amount) });
  });

  it('is refused when it expires as soon as it begins to pay, and taken with a millisecond between', () => {
    account
      .given(...OPEN)
      .when(grantCredits({ expiresAt: NOW }))
      .thenRejected({ code: 'grant_never_usable', grant: 'g' });
    account
      .given(...OPEN)
      .when(grantCredits({ expiresAt: NOW + 1 }))
      .thenEvents(granted('g', 100, { eligibleFrom: NOW, expiresAt: NOW + 1 }));
  });

  it('is refused when it was paid in another currency than the account is billed in', () => {
    account
      .given(...OPEN)
      .when(grantCredits({ costBasis: { amountMinor: 1n, currency: 'EUR', taxIncluded: false } }))
      .thenRejected({ code: 'currency_differs', expected: 'CNY', actual: 'EUR' });
  });

  it('takes the 1,000th live grant and refuses the next (rule 20)', () => {
    const grants = Array.from({ length: LIVE_GRANTS_MAX }, (_, at) => granted(`g-${at}`, 1));
    account
      .given(...OPEN, ...grants.slice(1))
      .when(grantCredits({ eligibleFrom: OPENED_AT }))
      .thenEvents(granted('g', 100));
    account
      .given(...OPEN, ...grants)
      .when(grantCredits())
      .thenRejected({ code: 'too_many_grants', limit: 1_000 });
  });

  it('does not count spent grants: they leave the state', () => {
    const grants = Array.from({ length: LIVE_GRANTS_MAX }, (_, at) => granted(`g-${at}`, 1));
    const spent = debit(chargeUsage([['input', 1]]), [fromGrant(0, 'g-0', 1, 0)], { remaining: 999, overage: 0 });
    account
      .given(...OPEN, ...grants, spent)
      .when(grantCredits({ eligibleFrom: OPENED_AT }))
      .thenEvents(granted('g', 100));
  });

  it('may fill the account to the last micro-credit of 64 bits, and not beyond (rule 1)', () => {
    const nearlyFull = granted('big', CREDITS_MAX - 100n);
    account
      .given(...OPEN, nearlyFull)
      .when(grantCredits({ eligibleFrom: OPENED_AT }))
      .thenEvents(granted('g', 100));
    account
      .given(...OPEN, nearlyFull)
      .when(grantCredits({ amountMicro: micro(101) }))
      .thenRejected({ code: 'balance_out_of_range', account: 'a' });
  });

  it('that breaks every rule at once hears them in their order', () => {
    const grants = Array.from({ length: LIVE_GRANTS_MAX }, (_, at) => granted(`g-${at}`, 1));
    const full = [...OPEN, ...grants.slice(1), granted('big', CREDITS_MAX - 999n)];
    const costBasis = { amountMinor: 1n, currency: 'EUR', taxIncluded: false };
    const first = (...command: Parameters<typeof grantCredits>) =>
      account.given(...full).when(grantCredits(...command));
    const bad = { amountMicro: micro(0), expiresAt: NOW, costBasis };
    first(bad, { alreadyDone: true, idUsed: true }).thenNothing();
    account.given().when(grantCredits(bad)).thenRejected({ code: 'account_unknown', account: 'a' });
    first(bad, { idUsed: true }).thenRejected({ code: 'grant_exists', grant: 'g' });
    first(bad).thenRejected({ code: 'grant_not_positive', amountMicro: micro(0) });
    first({ ...bad, amountMicro: CREDITS_MAX_MICRO }).thenRejected({ code: 'grant_never_usable', grant: 'g' });
    first({ amountMicro: CREDITS_MAX_MICRO, costBasis }).thenRejected({
      code: 'currency_differs',
      expected: 'CNY',
      actual: 'EUR',
    });
    first({ amountMicro: CREDITS_MAX_MICRO }).thenRejected({ code: 'too_many_grants', limit: 1_000 });
  });
});
