import { divideRoundHalfUp } from './credits.js';

type Fraction = readonly [numerator: bigint, denominator: bigint];

/**
 * A sum of fractions, told in lowest terms; the denominator is positive. Fractions are brought together when the sum is
 * read, pair by pair: one after the other, a thousand of a thousand denominators would take a minute.
 */
export class ExactSum {
  /** Numerators by denominator. */
  private readonly parts = new Map<bigint, bigint>();
  /** Until something is added. */
  private inLowest: Fraction | undefined;

  get numerator(): bigint {
    return this.lowest()[0];
  }

  get denominator(): bigint {
    return this.lowest()[1];
  }

  /** @param denominator above zero */
  add(numerator: bigint, denominator: bigint): this {
    this.inLowest = undefined;
    this.parts.set(denominator, (this.parts.get(denominator) ?? 0n) + numerator);
    return this;
  }

  addSum(sum: ExactSum): this {
    for (const [denominator, numerator] of [...sum.parts]) this.add(numerator, denominator);
    return this;
  }

  /** A part of it, `part / whole`; neither this nor `whole`, which is not zero, need be positive. */
  share(part: bigint, whole: bigint): ExactSum {
    const sign = whole < 0n ? -1n : 1n;
    const [numerator, denominator] = this.total();
    return new ExactSum().add(numerator * part * sign, denominator * whole * sign);
  }

  /** Rounded half up, once (rules 2, 3). */
  rounded(): bigint {
    return divideRoundHalfUp(...this.total());
  }

  private lowest(): Fraction {
    this.inLowest ??= inLowestTerms(this.total());
    return this.inLowest;
  }

  private total(): Fraction {
    let fractions: readonly Fraction[] = [...this.parts].map(([denominator, numerator]) => [numerator, denominator]);
    while (fractions.length > 1) fractions = inPairs(fractions);
    return fractions[0] ?? [0n, 1n];
  }
}

function inPairs(fractions: readonly Fraction[]): readonly Fraction[] {
  const sums: Fraction[] = [];
  for (let at = 0; at < fractions.length; at += 2) {
    const [[upper, lower], [more, under]] = [fractions[at]!, fractions[at + 1] ?? [0n, 1n]];
    sums.push([upper * under + more * lower, lower * under]);
  }
  return sums;
}

function inLowestTerms([numerator, denominator]: Fraction): Fraction {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return [numerator / divisor, denominator / divisor];
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
