import { describe, expect, it } from '@jest/globals';
import { micro } from '../../../../test/support/journal/event-builders.js';
import { account } from '../../../../test/support/ledger/account-specification.js';
import { fold } from '../../../../test/support/ledger/fold.js';
import { owed } from '../../../../test/support/ledger/overage-samples.js';
import { sealedOf } from '../../../../test/support/ledger/period-samples.js';
import { holding } from '../../../../test/support/ledger/hold-samples.js';
import {
  blockBucket,
  chargeUsage,
  clockAt,
  debit,
  FEBRUARY,
  february,
  fromGrant,
  GRACE,
  granted,
  instant,
  january,
  MARCH,
  OPEN,
  period,
  toOverage,
} from '../../../../test/support/ledger/samples.js';
import type { AccountCommand } from '../commands.js';
import type { PeriodSealed } from '../events.js';
import { UNSCOPED, type GrantTerms } from '../terms.js';

const march = period(2, MARCH, instant('2026-04-01T00:00:00Z'));
const SEAL_DUE = FEBRUARY + GRACE;
const runDueWork = (now: number): AccountCommand => ({ type: 'RunDueWork', account: 'a', clock: clockAt(now) });
const sealed = (more: Partial<PeriodSealed['data']> = {}) => sealedOf(january, more);
const rolling = (amount: number, max: number, more: Partial<GrantTerms> = {}) =>
  granted('g', amount, { expiresAt: FEBRUARY, rollover: { maxMicro: micro(max) }, ...more });
const rolled = (id: string, amount: number, more: Partial<GrantTerms> = {}, repays: readonly unknown[] = []) =>
  granted(
    id,
    amount,
    { source: 'rollover', priority: 20, eligibleFrom: FEBRUARY, expiresAt: MARCH, ...more },
    { repays: repays as [] },
  );
const rollover = (into: string | null, rolledMicro: number, forfeited: number, grant = 'g') => ({
  grant,
  into,
  rolledMicro: micro(rolledMicro),
  forfeitedMicro: micro(forfeited),
});
describe('rollover (rule 18)', () => {
  it('is min(max, remaining), once, and never creates credit (B12); the rest is forfeited', () => {
    account
      .given(...OPEN, rolling(100, 30))
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, sealed({ rollovers: [rollover('~2', 30, 70)] }), rolled('~2', 30));
    account
      .given(...OPEN, rolling(100, 130))
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, sealed({ rollovers: [rollover('~2', 100, 0)] }), rolled('~2', 100));
    const state = fold(
      ...OPEN,
      rolling(100, 30),
      february,
      sealed({ rollovers: [rollover('~2', 30, 70)] }),
      rolled('~2', 30),
    );
    expect(state.grants.map(({ grant, rollover: again }) => [grant, again])).toEqual([['~2', null]]);
    expect(state.remainingMicro).toBe(30n);
  });

  it('is not an expiry, and not for a grant that goes on (rule 14)', () => {
    account
      .given(...OPEN, rolling(100, 30, { expiresAt: FEBRUARY + 1 }))
      .when(runDueWork(FEBRUARY + 1 + GRACE))
      .thenEvents(february, sealed());
  });

  it('takes its share of the cost with it, and its scope', () => {
    const scope = { ...UNSCOPED, models: ['qwen'] };
    const costBasis = { amountMinor: 1_001n, currency: 'CNY', taxIncluded: true };
    account
      .given(...OPEN, rolling(100, 50, { scope, costBasis }))
      .when(runDueWork(SEAL_DUE))
      .thenEvents(
        february,
        sealed({ rollovers: [rollover('~2', 50, 50)] }),
        rolled('~2', 50, { scope, costBasis: { ...costBasis, amountMinor: 501n } }),
      );
  });

  it('first repays the overage of the new period, each grant what the one before it left', () => {
    const history = [
      ...OPEN,
      rolling(100, 30),
      rolling(100, 40, { grant: 'h' }),
      february,
      owed(blockBucket(1), 50, 50, 50, 200),
    ];
    const repaid = (amount: number, open: number) => [
      { bucket: blockBucket(1), amountMicro: micro(amount), openAfterMicro: micro(open) },
    ];
    account
      .given(...history)
      .when(runDueWork(SEAL_DUE))
      .thenEvents(
        sealed({ rollovers: [rollover('~3', 30, 70), rollover('~4', 40, 60, 'h')] }),
        rolled('~3', 30, {}, repaid(30, 20)),
        rolled('~4', 40, {}, repaid(20, 0)),
      );
  });

  it('leaves to a reservation what it holds: the grant stays, ended, until that is settled (rule 25)', () => {
    const history = [...OPEN, rolling(100, 30), holding('r', [['g', 90]])];
    const seal = sealed({ rollovers: [rollover('~2', 10, 0)] });
    account
      .given(...history)
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, seal, rolled('~2', 10));
    const { grants } = fold(...history, february, seal, rolled('~2', 10));
    expect(grants.map(({ grant, remainingMicro, ended }) => [grant, remainingMicro, ended])).toEqual([
      ['~2', 10n, false],
      ['g', 90n, true],
    ]);
  });

  it('is over then: the next seal does not look at the grant again', () => {
    const seal = sealed({ rollovers: [rollover(null, 0, 0)] });
    account
      .given(...OPEN, rolling(100, 30), holding('r', [['g', 100]], { expiresAt: Infinity }), february, seal, march)
      .when(runDueWork(MARCH + GRACE))
      .thenEvents(sealedOf(february));
  });

  it('gives nothing where all of it is held', () => {
    account
      .given(...OPEN, rolling(100, 30), holding('r', [['g', 100]]))
      .when(runDueWork(SEAL_DUE))
      .thenEvents(february, sealed({ rollovers: [rollover(null, 0, 0)] }));
  });

  it('pays for a late usage of the sealed period only by its own terms', () => {
    const receivedAt = SEAL_DUE + 1;
    const late = chargeUsage([['input', 10]], {}, { receivedAt });
    account
      .given(...OPEN, rolling(100, 30), february, sealed({ rollovers: [rollover('~2', 30, 70)] }), rolled('~2', 30))
      .when(late)
      .thenEvents(
        debit(late, [fromGrant(0, '~2', 10, 20)], {
          remaining: 20,
          overage: 0,
          period: 1,
          originPeriod: 0,
          judgedAt: receivedAt,
          flags: ['period_sealed'],
        }),
      );
  });

  it('comes after usage that is booked before the seal, which the grant itself may still pay', () => {
    const late = chargeUsage([['input', 10]], { occurredAt: FEBRUARY - 1 }, { receivedAt: FEBRUARY + 1 });
    account
      .given(...OPEN, rolling(100, 30), february)
      .when(late)
      .thenEvents(debit(late, [fromGrant(0, 'g', 10, 90)], { remaining: 90, overage: 0 }));
    const next = chargeUsage([['input', 10]], { occurredAt: FEBRUARY }, { receivedAt: FEBRUARY + 1 });
    account
      .given(...OPEN, rolling(100, 30), february)
      .when(next)
      .thenEvents(debit(next, [toOverage(0, 10, 10, 1)], { remaining: 100, overage: 10, period: 1 }));
  });
});
