import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { line } from '../../../test/support/ledger/line-samples.js';
import { moneyLine, roundedMoney, totalMinor, type NewLine } from './lines.js';

const { line: _, amountMinor: __, restNumerator: ___, restDenominator: ____, ...fee } = line('0-1');
const feeOf = (numerator: bigint, denominator: bigint): NewLine => ({ ...fee, exact: { numerator, denominator } });

describe('a money line (rules 3, 34)', () => {
  it('is rounded half up, and keeps the rest that makes it exact, in lowest terms', () => {
    const rounded = (numerator: bigint, denominator: bigint) => Object.values(roundedMoney({ numerator, denominator }));
    expect(rounded(930n * 17n, 31n)).toEqual([510n, 0n, 1n]);
    expect(rounded(13n, 2n)).toEqual([7n, -1n, 2n]);
    expect(rounded(-13n, 2n)).toEqual([-6n, -1n, 2n]);
    expect(rounded(40n, 12n)).toEqual([3n, 1n, 3n]);
    expect(rounded(0n, 7n)).toEqual([0n, 0n, 1n]);
  });

  it('is exact: rounded amount and rest make the fraction, and the rest is half a minor unit at most', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 20n), (numerator, denominator) => {
        const { amountMinor, restNumerator, restDenominator } = roundedMoney({ numerator, denominator });
        expect((amountMinor * restDenominator + restNumerator) * denominator).toBe(numerator * restDenominator);
        expect(2n * restNumerator >= -restDenominator && 2n * restNumerator < restDenominator).toBe(true);
        expect(denominator % restDenominator).toBe(0n);
      }),
    );
  });

  it('has the next number of its period, after the recorded ones and those of the same decision', () => {
    const periods = [
      { period: 3, lines: [line('3-1'), line('3-2')] },
      { period: 4, lines: [] },
    ];
    const third = moneyLine({ periods }, { ...feeOf(1n, 1n), period: 3 });
    const fourth = moneyLine({ periods }, { ...feeOf(1n, 1n), period: 3 }, [third]);
    const next = moneyLine({ periods }, { ...feeOf(1n, 1n), period: 4 }, [third, fourth]);
    expect([third, fourth, next].map(({ line: id }) => id)).toEqual(['3-3', '3-4', '4-1']);
  });
});

describe('the total of a bill', () => {
  it('is the sum of its rounded lines; what is prepaid is only told (rules 3, 32)', () => {
    const lines = [
      line('0-1', { amountMinor: 9n }),
      line('0-2', { amountMinor: 5n, payment: 'prepaid' }),
      line('0-3', { amountMinor: -2n }),
    ];
    expect(totalMinor(lines)).toBe(7n);
    expect(totalMinor([])).toBe(0n);
  });
});
