import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { FEBRUARY, GRACE, january, NOW, opened } from '../../../../test/support/ledger/samples.js';
import { REFUND_VALID_MS } from './refund-grants.js';

const DAY = 86_400_000;

describe('a correction of what a grant paid that has ended meanwhile (rule 28)', () => {
  const basis = { amountMinor: 1_000n, currency: 'CNY', taxIncluded: true };
  const expired = (left: number) => {
    const life = new AccountLife().grant('old', 100, { priority: 7, expiresAt: NOW + DAY, costBasis: basis });
    life.charge('call', [['input', 100 - left]]);
    life.now = NOW + DAY + GRACE;
    return life.dueWork();
  };

  it.each([0, 30])('C3: by the operator it is given anew for 30 days, on the old terms (%i were left)', (left) => {
    const life = expired(left);
    life.correct('call', [60 - left]);

    expect(life.last('UsageCorrected').steps.map(({ type, amountMicro }) => [type, amountMicro])).toEqual([
      ['grant_refunded', 40n],
    ]);
    expect(life.last('CreditsGranted').terms).toMatchObject({
      grant: '~2',
      source: 'refund',
      priority: 7,
      amountMicro: 40n,
      expiresAt: life.now + REFUND_VALID_MS,
      costBasis: { ...basis, amountMinor: 400n },
    });
    expect(life.remaining('~2')).toBe(40n);
    expect(life.remaining('old')).toBe(0n);
    expect(life.moved('grant/old', 'consumed')).toBe(BigInt(60 - left));
    expect(life.moved('grant/old', 'refunded')).toBe(40n);
  });

  it.each([0, 30])('C3: by the subscriber it is restored and expired in one append (%i were left)', (left) => {
    const life = expired(left);
    life.correct('call', [60 - left], { fault: 'subscriber' });

    expect(life.last('UsageCorrected').steps.map(({ type }) => type)).toEqual(['grant_expired']);
    expect(life.state.remainingMicro).toBe(0n);
    expect(life.moved('grant/old', 'expired')).toBe(BigInt(40 + left));
  });

  it('a grant used up before its end is not ended: it takes the credits back and lapses with them', () => {
    const life = new AccountLife().grant('old', 100, { expiresAt: NOW + DAY }).charge('call', [['input', 100]]);
    life.now = NOW + DAY + GRACE - 1;
    life.correct('call', undefined);
    expect(life.remaining('old')).toBe(100n);
    life.now += 1;
    expect(life.dueWork().last('GrantExpired')).toMatchObject({ grant: 'old', amountMicro: 100n });
  });

  it('what rolls over takes credits back until its period is sealed, however long ago it expired', () => {
    const rollover = { maxMicro: micro(100) };
    const life = new AccountLife().grant('plan', 100, { source: 'subscription', expiresAt: NOW + DAY, rollover });
    life.charge('call', [['input', 100]]);
    life.now = FEBRUARY + GRACE - 1;
    life.correct('call', [60]);
    expect(life.remaining('plan')).toBe(40n);
    life.now += 1;
    life.dueWork().correct('call', [50]);
    expect(life.last('UsageCorrected').steps.map(({ type }) => type)).toEqual(['grant_refunded']);
  });

  it('a repayment goes back to a grant that has ended meanwhile in the same way', () => {
    const limit = { type: 'limit', limitMicro: micro(1_000) } as const;
    const bucket = { period: 0, policy: 'limit', priceVersion: null } as const;
    const indebted = () => {
      const life = new AccountLife({ ...opened, data: { ...opened.data, overagePolicy: limit } }, january);
      life.charge('call', [['input', 50]]);
      const repays = [{ bucket, amountMicro: micro(50), openAfterMicro: micro(0) }];
      life.grant('topup', 50, { expiresAt: NOW + DAY }, { repays });
      life.now = NOW + DAY + GRACE;
      return life;
    };
    const refunded = indebted().correct('call', undefined);
    expect(refunded.last('UsageCorrected').steps.map(({ type, grant }) => [type, grant])).toEqual([
      ['overage_repaid_refunded', 'topup'],
    ]);
    expect(refunded.remaining('~2')).toBe(50n);
    const lost = indebted().correct('call', undefined, { fault: 'subscriber' });
    expect(lost.last('UsageCorrected').steps.map(({ type }) => type)).toEqual(['overage_repaid_expired']);
    expect([lost.state.remainingMicro, lost.moved('grant/topup', 'expired')]).toEqual([0n, 50n]);
    expect(lost.state.overage[0]!.repayments).toEqual([]);
  });
});
