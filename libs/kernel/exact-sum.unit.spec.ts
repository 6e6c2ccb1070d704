import { describe, expect, it } from '@jest/globals';
import { ExactSum, SumsByCurrency } from './exact-sum.js';

describe('an exact sum of fractions', () => {
  it('loses nothing and stays in lowest terms: three thirds are one', () => {
    const sum = new ExactSum().add(1n, 3n).add(1n, 6n).add(1n, 2n);
    expect([sum.numerator, sum.denominator]).toEqual([1n, 1n]);
    expect(sum.addSum(new ExactSum().add(-1n, 1n)).rounded()).toBe(0n);
  });

  it('is rounded half up, once, below zero too (rule 3)', () => {
    expect(new ExactSum().add(1n, 2n).rounded()).toBe(1n);
    expect(new ExactSum().add(-1n, 2n).rounded()).toBe(0n);
    expect(new ExactSum().add(-3n, 4n).rounded()).toBe(-1n);
  });

  it('is shared by parts, whatever their sign', () => {
    const third = new ExactSum().add(10n, 1n).share(-1n, -3n);
    expect([third.numerator, third.denominator]).toEqual([10n, 3n]);
  });

  it('can be read, added to and read again', () => {
    const sum = new ExactSum().add(1n, 3n);
    expect([sum.numerator, sum.denominator]).toEqual([1n, 3n]);
    sum.addSum(sum).add(-1n, 6n);
    expect([sum.numerator, sum.denominator]).toEqual([1n, 2n]);
    expect([new ExactSum().numerator, new ExactSum().denominator, new ExactSum().rounded()]).toEqual([0n, 1n, 0n]);
  });

  it('takes a moment, however many denominators there are', () => {
    const sum = new ExactSum();
    const startedAt = performance.now();
    for (let at = 1n; at <= 1_000n; at += 1n)
      sum
        .add(1n, at ** 5n + 2n)
        .add(-1n, at ** 5n + 2n)
        .add(1n, 10n ** 15n + at);
    expect(sum.rounded()).toBe(0n);
    sum.add(7n, 2n);
    expect(sum.rounded()).toBe(4n);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('never mixes currencies', () => {
    const sums = new SumsByCurrency();
    sums.of('CNY').add(1n, 2n);
    sums.of('USD').add(1n, 3n);
    sums.of('CNY').add(1n, 2n);
    expect([...sums.entries()].map(([currency, sum]) => `${currency} ${sum.numerator}/${sum.denominator}`)).toEqual([
      'CNY 1/1',
      'USD 1/3',
    ]);
  });
});
