import { describe, expect, it } from '@jest/globals';
import type { AccountEvent } from '#libs/ledger/contract.js';
import { creditsGranted, DAY, meta, micro, START, usageCharged } from '../../../test/support/journal/event-builders.js';
import { effectiveMovements } from './effective-time.js';

const RECORDED = START + 10 * DAY;
const BUCKET = { period: 0, policy: 'limit', priceVersion: null } as const;

function timesOf(event: AccountEvent): readonly (readonly [string, string, number])[] {
  const record = { event, meta: meta(RECORDED), position: 1, stream: 'account-a', revision: 0 };
  return effectiveMovements(record).map(({ movement: { from, to }, effectiveAt }) => [from.book, to.book, effectiveAt]);
}

function charged(occurredAt: number): AccountEvent {
  const paid = { component: 0, grant: 'g', overage: null, held: false, amountMicro: micro(5), afterMicro: micro(5) };
  const data = { allocations: [paid], remainingAfterMicro: micro(5), overageAfterMicro: micro(0) };
  return usageCharged({ account: 'a', id: 'u', occurredAt, amounts: [['input', micro(5)]], data });
}

describe('when a movement takes effect (rule 11)', () => {
  it('a debit: when the usage happened, but never after it was recorded', () => {
    expect(timesOf(charged(START))).toEqual([['grant', 'consumed', START]]);
    expect(timesOf(charged(RECORDED + 60_000))).toEqual([['grant', 'consumed', RECORDED]]);
  });

  it('a grant: from when its credits can pay; the overage it repays: when it came', () => {
    const repays = [{ bucket: BUCKET, amountMicro: micro(3), openAfterMicro: micro(0) }];
    expect(timesOf(creditsGranted('a', 'g', { eligibleFrom: START + DAY }, { repays }))).toEqual([
      ['issued', 'grant', START + DAY],
      ['grant', 'overage', RECORDED],
    ]);
    expect(timesOf(creditsGranted('a', 'g', { eligibleFrom: RECORDED + DAY }))).toEqual([
      ['issued', 'grant', RECORDED],
    ]);
  });

  it('an expiry: when the grant ended, not when its rest was taken', () => {
    const data = { account: 'a', grant: 'g', expiresAt: START + 7 * DAY, amountMicro: micro(2) };
    expect(timesOf({ type: 'GrantExpired', data })).toEqual([['grant', 'expired', START + 7 * DAY]]);
  });

  it("a seal: at the period's end", () => {
    const data = {
      account: 'a',
      period: 0,
      startsAt: START,
      endsAt: START + 5 * DAY,
      overage: [{ bucket: BUCKET, billedMicro: micro(4), writtenOffMicro: micro(0) }],
      rollovers: [{ grant: 'g', into: 'h', rolledMicro: micro(1), forfeitedMicro: micro(2) }],
      lines: [],
    };
    const event = { type: 'PeriodSealed', data } as unknown as AccountEvent;
    expect(timesOf(event)).toEqual([
      ['billed', 'overage', START + 5 * DAY],
      ['grant', 'rolled_out', START + 5 * DAY],
      ['grant', 'forfeited', START + 5 * DAY],
    ]);
  });

  it('anything else: when it was recorded', () => {
    const data = { account: 'a', grant: 'g', amountMicro: micro(2), reason: 'mistake' };
    expect(timesOf({ type: 'GrantAdjustedDown', data })).toEqual([['grant', 'adjusted_down', RECORDED]]);
  });
});
