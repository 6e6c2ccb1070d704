import { describe, expect, it } from '@jest/globals';
import { AccountLife } from '../../../../test/support/ledger/account-life.js';
import { FEBRUARY, NOW } from '../../../../test/support/ledger/samples.js';

describe('a correction (rules 27, 28)', () => {
  it('C2: a reversal refills the same grants, with the priority and expiry they had', () => {
    const life = new AccountLife().grant('first', 30, { priority: 10, expiresAt: FEBRUARY }).grant('second', 100);
    life.charge('call', [['input', 50]]);
    const before = new AccountLife().grant('first', 30, { priority: 10, expiresAt: FEBRUARY }).grant('second', 100);

    life.correct('call', undefined);

    expect(life.state.grants).toEqual(before.state.grants);
    expect(life.last('UsageCorrected')).toMatchObject({
      totalMicro: 0n,
      deltaMicro: -50n,
      allocations: [],
      components: [],
    });
  });

  it('takes back from the last component first, and there overage before grants, the latest grant first', () => {
    const life = new AccountLife().grant('first', 30, { priority: 10 }).grant('second', 20);
    life.charge('call', [
      ['input', 10],
      ['output', 60],
    ]);

    life.correct('call', [5, 15]);

    expect(
      life
        .last('UsageCorrected')
        .steps.map(({ type, component, grant, amountMicro }) => [type, component, grant, amountMicro]),
    ).toEqual([
      ['overage_open', 1, null, 20n],
      ['grant', 1, 'second', 20n],
      ['grant', 1, 'first', 5n],
      ['grant', 0, 'first', 5n],
    ]);
    expect(
      life
        .last('UsageCorrected')
        .allocations.map(({ component, grant, amountMicro }) => [component, grant, amountMicro]),
    ).toEqual([
      [0, 'first', 5n],
      [1, 'first', 15n],
    ]);
  });

  it('charges what a re-rate upwards costs more like ordinary usage, judged as the usage was', () => {
    const life = new AccountLife().grant('first', 30, { priority: 10 });
    life
      .charge('call', [['input', 30]])
      .grant('later', 40, { priority: 20, eligibleFrom: NOW + 1 })
      .grant('now', 5);

    life.correct('call', [50]);

    expect(life.last('UsageCorrected').steps).toEqual([
      { type: 'charge', component: 0, grant: 'now', bucket: null, amountMicro: 5n },
      {
        type: 'charge',
        component: 0,
        grant: null,
        bucket: { period: 0, policy: 'block', priceVersion: null },
        amountMicro: 15n,
      },
    ]);
    expect(life.state.overageMicro).toBe(15n);
    expect(life.remaining('later')).toBe(40n);
  });

  it('B8: a grant for one kind pays only for that kind, also after a correction', () => {
    const scope = { models: null, kinds: ['input'] as const, apps: null };
    const life = new AccountLife().grant('narrow', 100, { priority: 10, scope });
    life.charge('call', [
      ['input', 10],
      ['output', 10],
    ]);

    life.correct('call', [20, 30]).correct('call', [15, 40]);

    expect(
      life
        .last('UsageCorrected')
        .allocations.map(({ component, grant, amountMicro }) => [component, grant, amountMicro]),
    ).toEqual([
      [0, 'narrow', 15n],
      [1, null, 40n],
    ]);
    expect(life.remaining('narrow')).toBe(85n);
  });

  it('may make one component dearer and another cheaper; what the one gives back may pay for the other', () => {
    const life = new AccountLife().grant('only', 30);
    life.charge('call', [
      ['input', 10],
      ['output', 20],
    ]);

    life.correct('call', [25, 5]);

    const { deltaMicro, totalMicro, steps } = life.last('UsageCorrected');
    expect([deltaMicro, totalMicro, steps.map(({ type }) => type)]).toEqual([0n, 30n, ['grant', 'charge']]);
    expect(life.state.overageMicro).toBe(0n);
    expect(life.remaining('only')).toBe(0n);
  });

  it('is booked on the period of the usage while that is open, though an older one is too (L3)', () => {
    const life = new AccountLife().grant('only', 30);
    life.now = FEBRUARY;
    life.charge('call', [['input', 10]]).correct('call', [4]);
    expect(life.last('UsageCorrected')).toMatchObject({ period: 1, chargedPeriod: 1 });
    expect(life.state.periods.map(({ usedMicro }) => usedMicro)).toEqual([0n, 4n]);
  });

  it('C1: naming a fact that is not the last is stale, so repeating a correction takes nothing twice', () => {
    const life = new AccountLife().grant('only', 30).charge('call', [['input', 10]]);
    const first = life.correction('call', [5]);
    life.done(first);

    expect(life.refused({ ...first, facts: life.facts('call') } as typeof first).code).toBe('correction_stale');
    expect(life.refused({ ...first, superseded: true } as typeof first).code).toBe('correction_stale');
    expect(life.remaining('only')).toBe(25n);
  });

  it('C6: undoing an early usage makes every later figure right at once', () => {
    const life = new AccountLife().grant('only', 30).charge('early', [['input', 20]]);
    life.charge('late', [['input', 20]], { member: 'm-1' }).correct('early', undefined);
    const { remainingMicro, overageMicro, periods } = life.state;
    expect([remainingMicro, overageMicro, periods[0]!.usedMicro]).toEqual([20n, 10n, 20n]);
    life.charge('next', [['input', 25]]);
    expect(life.last('UsageCharged')).toMatchObject({ remainingAfterMicro: 0n, overageAfterMicro: 15n });
  });

  it('without effect is refused: the same price, and a second reversal', () => {
    const life = new AccountLife().grant('only', 30).charge('call', [['input', 10]]);
    expect(life.refused(life.correction('call', [10]))).toEqual({ code: 'correction_without_effect', totalMicro: 10n });
    life.correct('call', undefined);
    expect(life.refused(life.correction('call', undefined)).code).toBe('correction_without_effect');
  });

  it('of what the account was never charged for is refused', () => {
    const life = new AccountLife().grant('only', 30).charge('call', [['input', 10]]);
    const unknown = { ...life.correction('call', undefined), facts: undefined } as ReturnType<typeof life.correction>;
    expect(life.refused(unknown)).toEqual({ code: 'usage_unknown', source: 'gateway', id: 'call' });
  });

  it('leaves the range of amounts as little as a charge does (rule 1)', () => {
    const life = new AccountLife().charge('call', [
      ['input', 1],
      ['output', 1],
    ]);
    const huge = 2n ** 63n - 1n;
    expect(life.refused(life.correction('call', [huge, huge])).code).toBe('amount_out_of_range');
    life.correct('call', [huge - 1n, 1]);
    expect(life.state.overageMicro).toBe(huge);
  });
});
