import { describe, it } from '@jest/globals';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { members, micro } from '../../../../test/support/journal/event-builders.js';
import {
  at,
  instant,
  january,
  NOW,
  OPEN,
  openAccount,
  opened,
  OPENED_AT,
  period,
} from '../../../../test/support/ledger/samples.js';
import { MEMBERS_MAX } from '../bounds.js';
import type { ChosenOveragePolicy } from '../commands.js';
import type { OveragePolicy } from '../terms.js';

const crowdOf = (count: number) => members(...Array.from({ length: count }, (_, each) => `m-${each}`));

const PRICE = { amountMinor: 2n, perMicro: micro(1_000), taxIncluded: true };
const UNSOUND: ChosenOveragePolicy = { type: 'limit', limitMicro: -1n };

describe('opening an account', () => {
  it('records the account and its first period, from the opening to the next billing day (rule 12)', () => {
    account
      .given()
      .when(openAccount({ openedAt: OPENED_AT }))
      .thenEvents(opened, january);
  });

  it('begins now when nothing else is said', () => {
    const now = instant('2026-01-10T13:14:15.016Z');
    account
      .given()
      .when(openAccount({}, at(now)))
      .thenEvents({ ...opened, data: { ...opened.data, openedAt: now } }, period(0, now, january.data.endsAt));
  });

  it('may begin in the past, and then opens one period: the others are opened when something lies in them', () => {
    const openedAt = instant('2024-06-15T00:00:00Z');
    account
      .given()
      .when(openAccount({ openedAt }))
      .thenEvents(
        { ...opened, data: { ...opened.data, openedAt } },
        period(0, openedAt, instant('2024-07-01T00:00:00Z')),
      );
  });

  it('may begin in this very millisecond', () => {
    account
      .given()
      .when(openAccount({ openedAt: NOW }))
      .thenEvents({ ...opened, data: { ...opened.data, openedAt: NOW } }, period(0, NOW, january.data.endsAt));
  });

  it('is refused when the account is open', () => {
    account
      .given(...OPEN)
      .when(openAccount())
      .thenRejected({ code: 'account_exists', account: 'a' });
  });

  it.each(['Mars/Olympus', '', 'Shanghai', '2026-01-01T00:00Z', '20260101T00Z', '+08:00', '-08'])(
    'is refused in the zone "%s", which the time-zone database does not name',
    (zone) => {
      account.given().when(openAccount({ zone })).thenRejected({ code: 'time_zone_unknown', zone });
    },
  );

  it('is refused one millisecond into the future', () => {
    account
      .given()
      .when(openAccount({ openedAt: NOW + 1 }))
      .thenRejected({ code: 'opening_in_future', account: 'a' });
  });

  it('takes 10,000 members and refuses one more (rule 20)', () => {
    const crowd = crowdOf(MEMBERS_MAX);
    account
      .given()
      .when(openAccount({ openedAt: OPENED_AT, members: crowd }))
      .thenEvents({ ...opened, data: { ...opened.data, members: crowd } }, january);
    account
      .given()
      .when(openAccount({ members: crowdOf(MEMBERS_MAX + 1) }))
      .thenRejected({ code: 'too_many_members', limit: 10_000 });
  });

  it.each<[string, ChosenOveragePolicy, OveragePolicy]>([
    ['a limit', { type: 'limit', limitMicro: 5n }, { type: 'limit', limitMicro: micro(5) }],
    [
      'a price, which gets the first number',
      { type: 'invoice', capMicro: 9n, price: PRICE },
      { type: 'invoice', capMicro: micro(9), price: { version: 1, ...PRICE } },
    ],
  ])('takes the overage policy it is opened with: %s (rule 22)', (_, chosen, overagePolicy) => {
    account
      .given()
      .when(openAccount({ openedAt: OPENED_AT, overagePolicy: chosen }))
      .thenEvents({ ...opened, data: { ...opened.data, overagePolicy } }, january);
  });

  it.each<[string, ChosenOveragePolicy]>([
    ['a limit below zero', { type: 'limit', limitMicro: -1n }],
    ['a limit beyond 64 bits', { type: 'limit', limitMicro: 2n ** 63n }],
    ['a cap below zero', { type: 'invoice', capMicro: -1n, price: PRICE }],
    ['a price below zero', { type: 'invoice', capMicro: 1n, price: { ...PRICE, amountMinor: -1n } }],
    ['a price for nothing', { type: 'invoice', capMicro: 1n, price: { ...PRICE, perMicro: micro(0) } }],
  ])('is refused with an overage policy that makes no sense: %s', (_, overagePolicy) => {
    account.given().when(openAccount({ overagePolicy })).thenRejected({ code: 'overage_policy_unsound', account: 'a' });
  });

  describe('that breaks every rule at once', () => {
    const broken = {
      zone: 'Mars/Olympus',
      openedAt: NOW + 1,
      members: crowdOf(MEMBERS_MAX + 1),
      overagePolicy: UNSOUND,
    };

    it('has its effect already: nothing more', () => {
      account
        .given(...OPEN)
        .when(openAccount(broken, { alreadyDone: true }))
        .thenNothing();
    });

    it('hears first that the account exists, then of the zone, the instant, the members, the policy', () => {
      const { zone, ...rest } = broken;
      account
        .given(...OPEN)
        .when(openAccount(broken))
        .thenRejected({ code: 'account_exists', account: 'a' });
      account.given().when(openAccount(broken)).thenRejected({ code: 'time_zone_unknown', zone });
      account.given().when(openAccount(rest)).thenRejected({ code: 'opening_in_future', account: 'a' });
      const { openedAt: _, ...crowded } = rest;
      account.given().when(openAccount(crowded)).thenRejected({ code: 'too_many_members', limit: 10_000 });
    });
  });
});
