import { describe, expect, it } from '@jest/globals';
import { CREDITS_MAX } from '#libs/kernel/index.js';
import { members, micro } from '../../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { HOUR, made, release, reserve } from '../../../../test/support/ledger/reservation-samples.js';
import {
  at,
  chargeUsage,
  debit,
  FEBRUARY,
  fromGrant,
  granted,
  NOW,
  OPEN,
  opened,
  january,
} from '../../../../test/support/ledger/samples.js';
import type { AccountEvent, AccountOpened } from '../events.js';
import { UNSCOPED } from '../terms.js';

const insufficient = (needed: number | bigint, available: number | bigint) =>
  ({ code: 'credits_insufficient', neededMicro: BigInt(needed), availableMicro: BigInt(available) }) as const;

function openWith(more: Partial<AccountOpened['data']>): readonly [AccountEvent, AccountEvent] {
  return [{ ...opened, data: { ...opened.data, ...more } }, january];
}

describe('reserving credits (rule 23)', () => {
  it('holds named grants in burn order, one part a grant, for a time by the clock', () => {
    account
      .given(...OPEN, granted('later', 90, { priority: 30 }), granted('first', 40, { priority: 10 }))
      .when(
        reserve(
          [
            ['input', 30],
            ['output', 50],
          ],
          { ttlMs: 2 * HOUR, member: 'm-1', app: 'notes', tier: 'priority' },
        ),
      )
      .thenEvents(
        made(
          [
            ['input', 30],
            ['output', 50],
          ],
          [
            ['first', 40],
            ['later', 40],
          ],
          { expiresAt: NOW + 2 * HOUR, member: 'm-1', app: 'notes', tier: 'priority' },
        ),
      );
  });

  it("holds each component for the request's own scope only (rule 16)", () => {
    const kinds = granted('input-only', 100, { scope: { ...UNSCOPED, kinds: ['input'] } });
    const apps = granted('other-app', 100, { scope: { ...UNSCOPED, apps: ['search'] } });
    const costs = [
      ['input', 30],
      ['output', 50],
    ] as const;
    account
      .given(...OPEN, kinds, apps, granted('rest', 60))
      .when(reserve(costs, { app: 'notes' }))
      .thenEvents(
        made(
          costs,
          [
            ['input-only', 30],
            ['rest', 50],
          ],
          { app: 'notes' },
        ),
      );
  });

  it('judges grants now: neither what is to come nor what has lapsed is held (rule 14)', () => {
    const early = granted('early', 100, { eligibleFrom: NOW + 1 });
    const lapsed = granted('lapsed', 100, { expiresAt: NOW });
    account
      .given(...OPEN, early, lapsed, granted('g', 9))
      .when(reserve([['input', 10]]))
      .thenRejected(insufficient(10, 9));
  });

  it('is whole or refused, and takes the last micro-credit', () => {
    account
      .given(...OPEN, granted('g', 100))
      .when(reserve([['input', 101]]))
      .thenRejected(insufficient(101, 100));
    account
      .given(...OPEN, granted('g', 100))
      .when(reserve([['input', 100]]))
      .thenEvents(made([['input', 100]], [['g', 100]]));
  });

  it('never holds what is held already', () => {
    account
      .given(...OPEN, granted('g', 100), made([['input', 60]], [['g', 60]], { reservation: 'before' }))
      .when(reserve([['input', 41]]))
      .thenRejected(insufficient(41, 40));
  });

  it('costs nothing where the call is free, also on an empty account (rule 2)', () => {
    account
      .given(...OPEN)
      .when(reserve([['request', 0]]))
      .thenEvents(made([['request', 0]], []));
  });

  it('is refused at zero under `block` (rule 22)', () => {
    account
      .given(...OPEN)
      .when(reserve([['input', 1]]))
      .thenRejected(insufficient(1, 0));
  });

  describe('under a policy that allows overage (rule 22)', () => {
    const limit = openWith({ overagePolicy: { type: 'limit', limitMicro: micro(50) } });
    const price = { version: 1, amountMinor: 1n, perMicro: micro(1), taxIncluded: true };
    const invoice = openWith({ overagePolicy: { type: 'invoice', capMicro: micro(50), price } });

    it.each([
      ['limit', limit],
      ['invoice', invoice],
    ] as const)('holds headroom of `%s` after all grants', (_, open) => {
      account
        .given(...open, granted('g', 100))
        .when(reserve([['input', 150]]))
        .thenEvents(made([['input', 150]], [['g', 100]], { headroom: 50 }));
      account
        .given(...open, granted('g', 100))
        .when(reserve([['input', 151]]))
        .thenRejected(insufficient(151, 150));
    });

    it('holds no headroom twice', () => {
      account
        .given(...limit, made([['input', 30]], [], { reservation: 'before', headroom: 30 }))
        .when(reserve([['input', 21]]))
        .thenRejected(insufficient(21, 20));
    });
  });

  describe("and a member's limit (rule 26)", () => {
    const limited = openWith({ members: [{ member: 'm-1', limitMicro: micro(100) }, ...members('m-2')] });
    const used = chargeUsage([['input', 30]], { member: 'm-1' });
    const spent = [granted('g', 1_000), debit(used, [fromGrant(0, 'g', 30, 970)], { remaining: 970, overage: 0 })];
    const reached = (leftMicro: bigint) => ({ code: 'member_limit_reached', member: 'm-1', leftMicro }) as const;

    it('counts what the member used in the period and holds', () => {
      const held = made([['input', 50]], [['g', 50]], { reservation: 'before', member: 'm-1' });
      account
        .given(...limited, ...spent, held)
        .when(reserve([['input', 21]], { member: 'm-1' }))
        .thenRejected(reached(20n));
      account
        .given(...limited, ...spent, held)
        .when(reserve([['input', 20]], { member: 'm-1' }))
        .thenEvents(made([['input', 20]], [['g', 20]], { member: 'm-1' }));
    });

    it('counts nothing of other members, and binds nobody else', () => {
      const held = made([['input', 50]], [['g', 50]], { reservation: 'before', member: 'm-2' });
      account
        .given(...limited, ...spent, held)
        .when(reserve([['input', 70]], { member: 'm-1' }))
        .thenEvents(made([['input', 70]], [['g', 70]], { member: 'm-1' }));
      account
        .given(...limited, ...spent)
        .when(reserve([['input', 900]], { member: 'm-2' }))
        .thenEvents(made([['input', 900]], [['g', 900]], { member: 'm-2' }));
    });

    it('begins anew with the next period, though nothing has opened it yet', () => {
      const february = FEBRUARY + HOUR;
      account
        .given(...limited, ...spent)
        .when(reserve([['input', 100]], { member: 'm-1' }, at(february)))
        .thenEvents(made([['input', 100]], [['g', 100]], { member: 'm-1', expiresAt: february + HOUR }));
    });

    it('says that nothing is left where more was used than the limit', () => {
      const lowered: AccountEvent = {
        type: 'MemberLimitSet',
        data: { account: 'a', member: 'm-1', limitMicro: micro(10) },
      };
      account
        .given(...limited, ...spent, lowered)
        .when(reserve([['input', 1]], { member: 'm-1' }))
        .thenRejected(reached(0n));
    });
  });

  it('is refused for a reason, the first of several in a fixed order', () => {
    const status = (to: 'suspended' | 'closed'): AccountEvent => ({
      type: 'AccountStatusSet',
      data: { account: 'a', status: to, reason: 'test' },
    });
    const strange = reserve([['input', 1]], { member: 'm-9' });
    account.given().when(strange).thenRejected({ code: 'account_unknown', account: 'a' });
    account
      .given(...OPEN, status('suspended'))
      .when(reserve([['input', 1]], { member: 'm-9' }, { idUsed: true }))
      .thenRejected({ code: 'reservation_exists', reservation: 'h' });
    account
      .given(...OPEN, status('suspended'))
      .when(strange)
      .thenRejected({ code: 'account_suspended', account: 'a' });
    account
      .given(...OPEN, status('closed'))
      .when(strange)
      .thenRejected({ code: 'account_closed', account: 'a' });
    account
      .given(...OPEN)
      .when(strange)
      .thenRejected({ code: 'member_unknown', member: 'm-9' });
  });

  it('is refused beyond 10,000 open ones (rule 20)', () => {
    const full = new AccountLife().grant('g', 10);
    for (let n = 0; n < 10_000; n += 1) full.record(made([['request', 0]], [], { reservation: `h-${n}` }));
    expect(full.refused(reserve([['input', 1]]))).toEqual({ code: 'too_many_holds', limit: 10_000 });
    full.done(release({ reservation: 'h-77' }));
    expect(full.done(reserve([['input', 1]])).state.holds.size).toBe(10_000);
  });

  it('R16: reserves of very large balances like of all others', () => {
    account
      .given(...OPEN, granted('g', CREDITS_MAX))
      .when(reserve([['input', CREDITS_MAX]]))
      .thenEvents(made([['input', CREDITS_MAX]], [['g', CREDITS_MAX]]));
  });
});
