import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { micro } from '../../../test/support/journal/event-builders.js';
import type { BurnBasis } from './forecast-view.js';
import { DAY_MS, predict, type ForecastGrant, type Supply } from './predict.js';

const NOW = 1_000 * DAY_MS;

function grant(remaining: number, days: number | null = null, more: Partial<ForecastGrant> = {}): ForecastGrant {
  const expiresAt = days === null ? null : NOW + days * DAY_MS;
  return { remainingMicro: micro(remaining), heldMicro: micro(0), eligibleFrom: 0, expiresAt, ...more };
}

function supply(grants: readonly ForecastGrant[], renewalDays: number | null = null): Supply {
  return { at: NOW, grants, renewalAt: renewalDays === null ? null : NOW + renewalDays * DAY_MS };
}

function basis(usedMicro: bigint, days = 7): BurnBasis {
  return { startsAt: NOW - days * DAY_MS, endsAt: NOW, days, usedMicro };
}

describe('a forecast', () => {
  it('says when what is left is used up at the mean of the days before', () => {
    const prediction = predict(supply([grant(50)]), basis(70n));
    expect(prediction).toMatchObject({ outcome: 'runs_out', runsOutAt: NOW + 5 * DAY_MS, boundAt: null });
  });

  it('is exact to the millisecond where the mean is no whole number', () => {
    const { runsOutAt } = predict(supply([grant(10)]), basis(3n, 7));
    expect(runsOutAt).toBe(NOW + Math.floor((10 * 7 * DAY_MS) / 3));
  });

  it('counts nothing that is held (rule 23), nor what has expired, nor what is not valid yet', () => {
    const held = grant(60, null, { heldMicro: micro(10) });
    expect(predict(supply([held, grant(99, -1)]), basis(70n)).runsOutAt).toBe(NOW + 5 * DAY_MS);
    const later = grant(10, null, { eligibleFrom: NOW + 2 * DAY_MS });
    const { runsOutAt, steps } = predict(supply([grant(50), later]), basis(70n));
    expect(runsOutAt).toBe(NOW + 6 * DAY_MS);
    expect(steps).toMatchObject([{ endsAt: NOW + 2 * DAY_MS, begunMicro: 50n, burnedMicro: 20n, leftMicro: 30n }]);
  });

  it('takes what lapses before it could be used away first (rule 14)', () => {
    const { outcome, runsOutAt, steps } = predict(supply([grant(100, 4), grant(30)]), basis(70n));
    expect({ outcome, runsOutAt }).toEqual({ outcome: 'runs_out', runsOutAt: NOW + 7 * DAY_MS });
    expect(steps).toEqual([
      {
        startsAt: NOW,
        endsAt: NOW + 4 * DAY_MS,
        begunMicro: 130n,
        burnedMicro: 40n,
        lapsedMicro: 60n,
        leftMicro: 30n,
      },
    ]);
  });

  it('burns grants in the order they are given in: what pays first is not what lapses (rule 16)', () => {
    const { runsOutAt } = predict(supply([grant(30), grant(100, 4)]), basis(70n));
    expect(runsOutAt).toBeNull();
    expect(predict(supply([grant(30), grant(100, 4)]), basis(70n))).toMatchObject({
      outcome: 'lasts_until_expiry',
      boundAt: NOW + 4 * DAY_MS,
      steps: [{ burnedMicro: 40n, lapsedMicro: 90n, leftMicro: 0n }],
    });
  });

  it('looks no further than a renewal that brings new credits', () => {
    const lasting = { outcome: 'lasts_until_renewal', runsOutAt: null, boundAt: NOW + 4 * DAY_MS };
    expect(predict(supply([grant(50, 4)], 4), basis(70n))).toMatchObject(lasting);
    expect(predict(supply([grant(40, 4)], 4), basis(70n))).toMatchObject(lasting);
    expect(predict(supply([grant(39, 4)], 4), basis(70n))).toMatchObject({ outcome: 'runs_out' });
  });

  it('says so where nothing is used, nothing is left, or it lasts longer than anybody looks ahead', () => {
    expect(predict(supply([grant(50)]), basis(0n))).toMatchObject({ outcome: 'no_burn', runsOutAt: null });
    expect(predict(supply([]), basis(70n))).toMatchObject({ outcome: 'nothing_left', runsOutAt: null });
    const beyond = { outcome: 'lasts_beyond_horizon', runsOutAt: null, boundAt: NOW + 3_650 * DAY_MS };
    expect(predict(supply([{ ...grant(0), remainingMicro: micro(2n ** 62n) }]), basis(1n))).toMatchObject(beyond);
  });

  it('tells nothing left as nothing, where burn and what lapses are no whole micro-credits', () => {
    const { outcome, steps } = predict(supply([grant(10, 2)]), basis(3n, 7));
    expect(outcome).toBe('lasts_until_expiry');
    expect(steps).toMatchObject([{ begunMicro: 10n, burnedMicro: 0n, lapsedMicro: 10n, leftMicro: 0n }]);
  });

  it('tells whole micro-credits that add up, step by step', () => {
    const grants = fc.array(
      fc.record({ amount: fc.nat({ max: 1_000 }), days: fc.option(fc.integer({ min: 1, max: 40 })), from: fc.nat(30) }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(grants, fc.bigInt({ min: 1n, max: 900n }), fc.integer({ min: 1, max: 7 }), (some, used, days) => {
        const given = some.map(({ amount, days: lasts, from }) =>
          grant(amount, lasts, { eligibleFrom: NOW + (from - 20) * DAY_MS }),
        );
        let left = 0n;
        for (const step of predict(supply(given), basis(used, days)).steps) {
          left += step.begunMicro - step.burnedMicro - step.lapsedMicro;
          expect(step.leftMicro).toBe(left);
          expect([step.begunMicro, step.burnedMicro, step.lapsedMicro, left].every((amount) => amount >= 0n)).toBe(
            true,
          );
        }
      }),
    );
  });
});
