import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addCredits,
  credits,
  CREDITS_MAX,
  CreditsOutOfRange,
  displayCredits,
  divideRoundHalfUp,
  parseCredits,
} from './index.js';

describe('credits', () => {
  it('refuses a sum that leaves 64 bits (rule 1)', () => {
    expect(() => addCredits(credits(CREDITS_MAX), credits(1n))).toThrow(CreditsOutOfRange);
  });

  it('reads back what it prints as a decimal string', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (micro) => parseCredits(micro.toString()) === micro),
    );
  });

  it.each(['', '1.5', '1e3', '+1', '01', ' 1', '0x10', '9223372036854775808'])('refuses %p', (text) => {
    expect(parseCredits(text)).toBeUndefined();
  });

  it.each([
    [0n, '0'],
    [-1n, '-0.000001'],
    [1_234_500_000n, '1,234.5'],
  ])('shows %p micro-credits as %p', (micro, shown) => {
    expect(displayCredits(micro)).toBe(shown);
  });
});

describe('rounding half up (rule 2)', () => {
  it('is the floor of the exact fraction plus one half', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 20n), (numerator, denominator) => {
        const rounded = divideRoundHalfUp(numerator, denominator);
        const twiceDistance = 2n * numerator - 2n * rounded * denominator;
        return -denominator <= twiceDistance && twiceDistance < denominator;
      }),
    );
  });
});
