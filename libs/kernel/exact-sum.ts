import { divideRoundHalfUp } from './credits.js';

/** A sum of fractions, kept in lowest terms; the denominator is positive. */
export class ExactSum {
  private upper = 0n;
  private lower = 1n;

  get numerator(): bigint {
    return this.upper;
  }

  get denominator(): bigint {
    return this.lower;
  }

  /** @param denominator above zero */
  add(numerator: bigint, denominator: bigint): this {
    const common = greatestCommonDivisor(this.lower, denominator);
    this.upper = this.upper * (denominator / common) + numerator * (this.lower / common);
    this.lower *= denominator / common;
    const divisor = greatestCommonDivisor(this.upper < 0n ? -this.upper : this.upper, this.lower);
    this.upper /= divisor;
    this.lower /= divisor;
    return this;
  }

  addSum({ numerator, denominator }: Pick<ExactSum, 'numerator' | 'denominator'>): this {
    return this.add(numerator, denominator);
  }

  /** A part of it, `part / whole`; neither this nor `whole`, which is not zero, need be positive. */
  share(part: bigint, whole: bigint): ExactSum {
    const sign = whole < 0n ? -1n : 1n;
    return new ExactSum().add(this.upper * part * sign, this.lower * whole * sign);
  }

  /** Rounded half up, once (rules 2, 3). */
  rounded(): bigint {
    return divideRoundHalfUp(this.upper, this.lower);
  }
}

/** Sums by currency: money of different currencies is never added up. */
export class SumsByCurrency {
  private readonly sums = new Map<string, ExactSum>();

  of(currency: string): ExactSum {
    const found = this.sums.get(currency) ?? new ExactSum();
    this.sums.set(currency, found);
    return found;
  }

  entries(): IterableIterator<[string, ExactSum]> {
    return this.sums.entries();
  }
}

/** Of two numbers that are not negative. */
export function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [smaller, larger] = [left, right];
  while (smaller !== 0n) [smaller, larger] = [larger % smaller, smaller];
  return larger;
}
