import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { FEBRUARY, GRACE, january, NOW, opened, OPENED_AT } from '../../../../test/support/ledger/samples.js';
import type { AccountEvent } from '../events.js';
import { CHARGE_FLAGS } from '../terms.js';

const HOUR = 3_600_000;
const LIMITED = { ...opened, data: { ...opened.data, members: [{ member: 'm-1', limitMicro: micro(100) }] } };

function life(): AccountLife {
  return new AccountLife(LIMITED, january).grant('g', 1_000);
}

function standing(status: 'suspended' | 'closed'): AccountEvent {
  return { type: 'AccountStatusSet', data: { account: 'a', status, reason: 'test' } };
}

function flagsOf(account: AccountLife): readonly string[] {
  return account.last('UsageCharged').flags;
}

describe('usage is charged and says what is strange about it (rule 21)', () => {
  it.each(['suspended', 'closed'] as const)('on an account that is %s', (status) => {
    const account = life()
      .record(standing(status))
      .charge('1', [['input', 5]]);
    expect(flagsOf(account)).toEqual([`account_${status}`]);
    expect(account.remaining('g')).toBe(995n);
  });

  it('when it brings a member beyond the limit of the period, not when it only reaches it (rule 26)', () => {
    const account = life().charge('1', [['input', 60]], { member: 'm-1' });
    expect(flagsOf(account.charge('2', [['input', 40]], { member: 'm-1' }))).toEqual([]);
    expect(flagsOf(account.charge('3', [['input', 1]], { member: 'm-1' }))).toEqual(['member_over_limit']);
    expect(account.remaining('g')).toBe(899n);
  });

  it('by what the member used in the period that it is booked on', () => {
    const account = life().charge('1', [['input', 100]], { member: 'm-1' });
    account.now = FEBRUARY;
    expect(flagsOf(account.charge('2', [['input', 100]], { member: 'm-1' }))).toEqual([]);
    const january = { member: 'm-1', occurredAt: FEBRUARY - 1 };
    expect(flagsOf(account.charge('3', [['input', 1]], january))).toEqual(['member_over_limit']);
  });

  it('of a sealed period, which is booked on the oldest unsealed one and judged at its receipt (rule 13)', () => {
    const account = life();
    account.now = FEBRUARY + GRACE;
    account.dueWork().grant('new', 50, { priority: 10, eligibleFrom: FEBRUARY });
    account.charge('late', [['input', 5]], { occurredAt: NOW });
    expect(account.last('UsageCharged')).toMatchObject({
      flags: ['period_sealed'],
      period: 1,
      originPeriod: 0,
      judgedAt: FEBRUARY + GRACE,
      allocations: [{ grant: 'new' }],
    });
  });

  it('all of it, in stored order', () => {
    const account = life().record(standing('closed'));
    account.now = FEBRUARY + GRACE + HOUR;
    account.dueWork();
    account.charge('1', [['input', 5]], { member: 'm-9', occurredAt: OPENED_AT - 1, reservationId: 'h' });
    const expected = [
      'member_unknown',
      'before_opening',
      'account_closed',
      'period_sealed',
      'reservation_ended',
    ] as const;
    expect(flagsOf(account)).toEqual(expected);
    expect(CHARGE_FLAGS.filter((flag) => (expected as readonly string[]).includes(flag))).toEqual(expected);
  });
});
