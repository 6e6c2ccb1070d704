import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import {
  at,
  chargeUsage,
  context,
  debit,
  FEBRUARY,
  february,
  granted,
  instant,
  MARCH,
  NOW,
  OPEN,
  opened,
  period,
  toOverage,
} from '../../../../test/support/ledger/samples.js';
import { fold } from '../../../../test/support/ledger/fold.js';
import type { AccountCommand, ChosenOveragePolicy, ClientCommand, CommandContext } from '../commands.js';
import type { AccountEvent } from '../events.js';
import type { AccountStatus, OveragePolicy } from '../terms.js';
import { tariffBookOf } from './tariff-book.js';

const given = (command: ClientCommand, seen: Partial<CommandContext> = {}): AccountCommand => ({
  ...command,
  context: context(seen),
});
const setStatus = (status: AccountStatus) =>
  given({ type: 'SetAccountStatus', account: 'a', status, reason: 'asked for' });
const statusSet = (status: AccountStatus) =>
  ({ type: 'AccountStatusSet', data: { account: 'a', status, reason: 'asked for' } }) as const;

describe('the status of an account', () => {
  it('is suspended and made active again', () => {
    account
      .given(...OPEN)
      .when(setStatus('suspended'))
      .thenEvents(statusSet('suspended'));
    account
      .given(...OPEN, statusSet('suspended'))
      .when(setStatus('active'))
      .thenEvents(statusSet('active'));
  });

  it('is refused where it is what it was', () => {
    account
      .given(...OPEN)
      .when(setStatus('active'))
      .thenRejected({ code: 'status_unchanged', account: 'a' });
  });

  it('stays closed once it is closed', () => {
    for (const status of ['active', 'suspended', 'closed'] as const) {
      account
        .given(...OPEN, statusSet('closed'))
        .when(setStatus(status))
        .thenRejected({ code: 'account_closed', account: 'a' });
    }
  });
});

describe('a change of zone or billing day', () => {
  const change = (seen: Partial<CommandContext> = {}) =>
    given({ type: 'ChangeBilling', account: 'a', zone: 'Asia/Shanghai', billingDay: 15 }, seen);
  const changed: AccountEvent = {
    type: 'BillingChanged',
    data: { account: 'a', zone: 'Asia/Shanghai', billingDay: 15 },
  };

  it('counts from the next period: the open one keeps its stored end (rule 12)', () => {
    account
      .given(...OPEN)
      .when(change())
      .thenEvents(changed);
    const charge = chargeUsage([['input', 1]], { occurredAt: FEBRUARY });
    const endsAt = instant('2026-02-14T16:00:00Z');
    const short = period(1, FEBRUARY, endsAt);
    account
      .given(...OPEN, changed)
      .when(charge)
      .thenEvents(
        { ...short, data: { ...short.data, zone: 'Asia/Shanghai', billingDay: 15 } },
        debit(charge, [toOverage(0, 1, 1, 1)], { remaining: 0, overage: 1, period: 1 }),
      );
  });

  it('does not reach back: periods that nobody has opened yet are opened as they were agreed', () => {
    const march = period(2, MARCH, instant('2026-04-01T00:00:00Z'));
    const clock = { ...at(instant('2026-03-10T00:00:00Z')).clock, takeUpTo: NOW };
    account
      .given(...OPEN)
      .when(change({ clock }))
      .thenEvents(february, march, changed);
  });

  it('is refused in a zone that is none', () => {
    account
      .given(...OPEN)
      .when(given({ type: 'ChangeBilling', account: 'a', zone: 'Mars/Olympus', billingDay: 1 }))
      .thenRejected({ code: 'time_zone_unknown', zone: 'Mars/Olympus' });
  });
});

describe('the overage policy (rule 22)', () => {
  const PRICE = { amountMinor: 2n, perMicro: micro(1_000), taxIncluded: true };
  const setPolicy = (overagePolicy: ChosenOveragePolicy) =>
    given({ type: 'SetOveragePolicy', account: 'a', overagePolicy });
  const policySet = (overagePolicy: OveragePolicy): AccountEvent => ({
    type: 'OveragePolicySet',
    data: { account: 'a', overagePolicy },
  });
  const invoice = (version: number, amountMinor = 2n): OveragePolicy => ({
    type: 'invoice',
    capMicro: micro(9),
    price: { version, ...PRICE, amountMinor },
  });

  it('is set, and set back', () => {
    account
      .given(...OPEN)
      .when(setPolicy({ type: 'limit', limitMicro: 5n }))
      .thenEvents(policySet({ type: 'limit', limitMicro: micro(5) }));
    account
      .given(...OPEN, policySet({ type: 'limit', limitMicro: micro(5) }))
      .when(setPolicy({ type: 'block' }))
      .thenEvents(policySet({ type: 'block' }));
  });

  it('numbers each new price, and knows one it had before', () => {
    const before = [...OPEN, policySet(invoice(1)), policySet(invoice(2, 3n)), policySet({ type: 'block' })];
    account
      .given(...before)
      .when(setPolicy({ type: 'invoice', capMicro: 9n, price: { ...PRICE, amountMinor: 4n } }))
      .thenEvents(policySet(invoice(3, 4n)));
    account
      .given(...before)
      .when(setPolicy({ type: 'invoice', capMicro: 9n, price: PRICE }))
      .thenEvents(policySet(invoice(1)));
  });

  it('is refused where it makes no sense', () => {
    account
      .given(...OPEN)
      .when(setPolicy({ type: 'invoice', capMicro: 9n, price: { ...PRICE, perMicro: micro(0) } }))
      .thenRejected({ code: 'overage_policy_unsound', account: 'a' });
  });
});

describe('the tariff book (rule 30)', () => {
  const assign = (tariffBook: string, effectiveFrom?: number) =>
    given({
      type: 'AssignTariffBook',
      account: 'a',
      tariffBook,
      ...(effectiveFrom !== undefined && { effectiveFrom }),
    });
  const assigned = (tariffBook: string, effectiveFrom: number): AccountEvent => ({
    type: 'TariffBookAssigned',
    data: { account: 'a', tariffBook, effectiveFrom },
  });

  it('is assigned from now on, or from a coming instant', () => {
    account
      .given(...OPEN)
      .when(assign('gold'))
      .thenEvents(assigned('gold', NOW));
    account
      .given(...OPEN)
      .when(assign('gold', FEBRUARY))
      .thenEvents(assigned('gold', FEBRUARY));
  });

  it('is not assigned for the past: what was used has its price', () => {
    account
      .given(...OPEN)
      .when(assign('gold', NOW - 1))
      .thenRejected({ code: 'effective_in_past', effectiveFrom: NOW - 1, now: NOW });
  });

  it('of a usage is the one in force when it happened; the first also for what happened before it', () => {
    const state = fold(...OPEN, assigned('gold', FEBRUARY), assigned('silver', NOW), assigned('bronze', FEBRUARY));
    expect(tariffBookOf(state, 0)).toBe('standard');
    expect(tariffBookOf(state, NOW - 1)).toBe('standard');
    expect(tariffBookOf(state, NOW)).toBe('silver');
    expect(tariffBookOf(state, FEBRUARY - 1)).toBe('silver');
    expect(tariffBookOf(state, FEBRUARY)).toBe('bronze');
  });
});

describe('alert rules', () => {
  const alertRules = { percents: [90], floorsMicro: [micro(5)] };
  const setRules = given({ type: 'SetAlertRules', account: 'a', alertRules });

  it('are recorded, the same as before too: a client may say so', () => {
    const set = { type: 'AlertRulesSet', data: { account: 'a', alertRules } } as const;
    account
      .given(...OPEN)
      .when(setRules)
      .thenEvents(set);
    account
      .given(...OPEN, set)
      .when(setRules)
      .thenEvents(set);
  });
});

describe('every setting', () => {
  const settings: readonly ClientCommand[] = [
    { type: 'SetAccountStatus', account: 'a', status: 'closed', reason: 'asked for' },
    { type: 'ChangeBilling', account: 'a', zone: 'Mars/Olympus', billingDay: 1 },
    { type: 'SetOveragePolicy', account: 'a', overagePolicy: { type: 'limit', limitMicro: -1n } },
    { type: 'AssignTariffBook', account: 'a', tariffBook: 'gold', effectiveFrom: 0 },
    { type: 'SetAlertRules', account: 'a', alertRules: { percents: [], floorsMicro: [] } },
  ];

  it.each(settings.map((command) => [command.type, command] as const))(
    '%s is refused on an account that is not open, unless it was done',
    (_, command) => {
      account.given().when(given(command)).thenRejected({ code: 'account_unknown', account: 'a' });
      account
        .given()
        .when(given(command, { alreadyDone: true }))
        .thenNothing();
    },
  );

  it('is decided after what is due by then (rule 15)', () => {
    const expiresAt = NOW;
    const now = NOW + 72 * 3_600_000;
    account
      .given(opened, OPEN[1], granted('g', 100, { expiresAt }))
      .when(given(settings[4]!, at(now)))
      .thenEvents(
        { type: 'GrantExpired', data: { account: 'a', grant: 'g', expiresAt, amountMicro: micro(100) } },
        { type: 'AlertRulesSet', data: { account: 'a', alertRules: { percents: [], floorsMicro: [] } } },
      );
  });
});
