import { describe, expect, it } from '@jest/globals';
import { fold } from '../../../test/support/ledger/fold.js';
import { holding } from '../../../test/support/ledger/hold-samples.js';
import { limitBucket, limitOf } from '../../../test/support/ledger/overage-samples.js';
import { ended } from '../../../test/support/ledger/reservation-samples.js';
import { chargeUsage, debit, fromGrant, granted, OPEN, toOverage } from '../../../test/support/ledger/samples.js';
import { members, micro } from '../../../test/support/journal/event-builders.js';
import type { AccountEvent, UsageCharged } from './events.js';
import { evolve } from './evolve.js';

const charge = chargeUsage([['input', 60]]);
const spend = (allocations: UsageCharged['data']['allocations'], remaining: number, overage = 0) =>
  debit(charge, allocations, { remaining, overage });

describe('folding the events of an account', () => {
  it('keeps members, rules, periods and grants as they were recorded', () => {
    const alertRules = { percents: [10], floorsMicro: [micro(1)] };
    const state = fold(
      ...OPEN,
      { type: 'MemberAdded', data: { account: 'a', member: 'm-2', limitMicro: micro(5) } },
      { type: 'AlertRulesSet', data: { account: 'a', alertRules } },
      granted('g', 100),
    );
    expect(state).toMatchObject({ account: 'a', standing: 'active', zone: 'UTC', billingDay: 1, alertRules });
    expect([...state.members.values()]).toEqual([...members('m-1'), { member: 'm-2', limitMicro: 5n }]);
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
    evolve(before, { type: 'MemberAdded', data: { account: 'a', member: 'm-9', limitMicro: null } });
    evolve(before, granted('h', 1));
    evolve(before, spend([fromGrant(0, 'g', 60, 40)], 40));
    expect(before).toEqual(copy);
  });
});

describe('use of a period', () => {
  const by = (member: string, amount: number, open: number) => {
    const usage = chargeUsage([['input', amount]], { member });
    return debit(usage, [toOverage(0, amount, open)], { remaining: 0, overage: open });
  };

  it('is kept by member, for who belongs to the account (rule 26)', () => {
    const [period] = fold(...OPEN, by('m-1', 5, 5), by('m-1', 2, 7), by('stranger', 100, 107)).periods;
    expect([...period!.usedByMember]).toEqual([['m-1', 7n]]);
    expect(period!.usedMicro).toBe(107n);
  });

  it('stays with a member that leaves', () => {
    const left: AccountEvent = { type: 'MemberRemoved', data: { account: 'a', member: 'm-1' } };
    const [period] = fold(...OPEN, by('m-1', 5, 5), left, by('m-1', 2, 7)).periods;
    expect(period!.usedByMember.get('m-1')).toBe(7n);
  });
});

describe('a reservation in the state (rule 23)', () => {
  const hold = holding('r', [['g', 70]], { headroom: 10 });
  const history = [...OPEN, limitOf(10), granted('g', 100), hold];
  const usage = (amount: number) => chargeUsage([['output', amount]], { reservationId: 'r', final: false });

  it('holds credits of its grants, which remain', () => {
    const state = fold(...history);
    expect(state.grants).toMatchObject([{ grant: 'g', remainingMicro: 100n, heldMicro: 70n }]);
    expect([state.remainingMicro, state.heldHeadroomMicro]).toEqual([100n, 10n]);
  });

  it('shrinks with what its usage draws, in grants and in headroom', () => {
    const drawn = debit(usage(105), [fromGrant(0, 'g', 70, 30, true), fromGrant(0, 'g', 30, 0), overdraft(5, 5)], {
      remaining: 0,
      overage: 5,
    });
    const state = fold(...history, drawn);
    expect(state.grants).toEqual([]);
    expect(state.holds.get('r')).toMatchObject({ parts: [], headroomMicro: 5n });
    expect(state.heldHeadroomMicro).toBe(5n);
  });

  it('gives back what it still holds when it ends', () => {
    const drawn = debit(usage(60), [fromGrant(0, 'g', 60, 40, true)], { remaining: 40, overage: 0 });
    const state = fold(...history, drawn, ended('released', [['g', 10]], { reservation: 'r', headroom: 10 }));
    expect(state.grants).toMatchObject([{ remainingMicro: 40n, heldMicro: 0n }]);
    expect([state.holds.size, state.heldHeadroomMicro, state.heldByMember.size]).toEqual([0, 0n, 0]);
  });
});

function overdraft(amount: number, open: number) {
  return toOverage(0, amount, open, limitBucket(), true);
}
