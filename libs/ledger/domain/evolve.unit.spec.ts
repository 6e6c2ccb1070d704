import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '#libs/kernel/index.js';
import { frozen } from '../../../test/support/frozen.js';
import {
  chargeUsage,
  debit,
  fromGrant,
  granted,
  january,
  OPEN,
  opened,
  toOverage,
} from '../../../test/support/ledger/samples.js';
import { micro } from '../../../test/support/journal/event-builders.js';
import type { AccountEvent, UsageCharged } from './events.js';
import { evolve } from './evolve.js';
import { UNOPENED, type AccountState, type OpenAccountState } from './state.js';

function fold(...events: readonly AccountEvent[]): OpenAccountState {
  const state = events.reduce<AccountState>((before, event) => frozen(evolve(before, event)), UNOPENED);
  if (state.status === 'unopened') throw new Error('the account is open');
  return state;
}

const charge = chargeUsage([['input', 60]]);
const spend = (allocations: UsageCharged['data']['allocations'], remaining: number, overage = 0) =>
  debit(charge, allocations, { remaining, overage });

describe('folding the events of an account', () => {
  it('keeps members, rules, periods and grants as they were recorded', () => {
    const alertRules = { percents: [10], floorsMicro: [micro(1)] };
    const state = fold(
      ...OPEN,
      { type: 'MemberAdded', data: { account: 'a', member: 'm-2' } },
      { type: 'AlertRulesSet', data: { account: 'a', alertRules } },
      granted('g', 100),
    );
    expect(state).toMatchObject({ account: 'a', zone: 'UTC', billingDay: 1, tariffBook: 'standard', alertRules });
    expect([...state.members]).toEqual(['m-1', 'm-2']);
    expect(state.periods.map(({ period }) => period)).toEqual([0]);
    expect(state.grants.map(({ grant, remainingMicro }) => [grant, remainingMicro])).toEqual([['g', 100n]]);
  });

  it('lets a grant that is used up leave the state, and keeps count of it (rule 20)', () => {
    const state = fold(...OPEN, granted('g', 60), granted('h', 5), spend([fromGrant(0, 'g', 60, 0)], 5));
    expect(state.grants.map(({ grant }) => grant)).toEqual(['h']);
    expect(state.grantsMade).toBe(2);
    expect(state.remainingMicro).toBe(5n);
  });

  it('draws twice on a grant that paid for two components', () => {
    const state = fold(...OPEN, granted('g', 100), spend([fromGrant(0, 'g', 20, 80), fromGrant(1, 'g', 40, 40)], 40));
    expect(state.grants[0]?.remainingMicro).toBe(40n);
  });

  it('keeps overage apart by period and sums it up (rule 21)', () => {
    const state = fold(
      ...OPEN,
      spend([toOverage(0, 60, 60)], 0, 60),
      spend([toOverage(0, 50, 50, 1), toOverage(1, 10, 60, 1)], 0, 120),
      spend([toOverage(0, 1, 61)], 0, 121),
    );
    expect(state.overage.map(({ bucket, openMicro }) => [bucket.period, openMicro])).toEqual([
      [0, 61n],
      [1, 60n],
    ]);
    expect(state.overageMicro).toBe(121n);
  });

  it('is not moved by a conflict', () => {
    const before = fold(...OPEN, granted('g', 100));
    const conflict: AccountEvent = {
      type: 'UsageConflictRecorded',
      data: {
        account: 'a',
        source: 's',
        id: 'i',
        chargedRevision: 2,
        conflictingHash: 'ef'.repeat(32),
        hashVersion: 1,
        claimedAccount: 'b',
      },
    };
    expect(evolve(before, conflict)).toEqual(before);
  });

  it('looks at the order of nothing but the events: the state it was given is never changed', () => {
    const before = fold(...OPEN, granted('g', 100));
    const copy = structuredClone(before);
    evolve(before, { type: 'MemberAdded', data: { account: 'a', member: 'm-9' } });
    evolve(before, granted('h', 1));
    evolve(before, spend([fromGrant(0, 'g', 60, 40)], 40));
    expect(before).toEqual(copy);
  });
});

describe('the process stops at an event that cannot be', () => {
  const rich = [...OPEN, granted('g', 100)] as const;

  it.each<[string, readonly AccountEvent[]]>([
    ['anything before the opening', [january]],
    ['a second opening', [...OPEN, opened]],
    ['a debit on a grant that is not there', [...rich, spend([fromGrant(0, 'x', 60, 40)], 40)]],
    ['a debit that says too much is left of a grant', [...rich, spend([fromGrant(0, 'g', 60, 41)], 40)]],
    ['a grant below zero', [...rich, spend([fromGrant(0, 'g', 101, -1)], -1)]],
    ['a debit that leaves more than it says', [...rich, spend([fromGrant(0, 'g', 60, 40)], 39)]],
    ['a debit that opens more overage than it says', [...rich, spend([toOverage(0, 60, 60)], 100, 59)]],
  ])('%s', (_, events) => {
    expect(() => fold(...events)).toThrow(InvariantViolation);
  });
});
