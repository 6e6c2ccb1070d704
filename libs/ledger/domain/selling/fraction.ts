import { credits, divideRoundHalfUp } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';

/** From 0 to 1; `denominator` > 0. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const WHOLE: Fraction = { numerator: 1n, denominator: 1n };

export function smallerFraction(left: Fraction, right: Fraction): Fraction {
  return left.numerator * right.denominator <= right.numerator * left.denominator ? left : right;
}

/** Rounded half up to a micro-credit (rule 31). */
export function shareOfCredits(amountMicro: Credits, { numerator, denominator }: Fraction): Credits {
  return credits(divideRoundHalfUp(amountMicro * numerator, denominator));
}
