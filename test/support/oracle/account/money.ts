import { sum } from '../arithmetic.js';
import type { Book, Line } from './book.js';

/** Half up, towards more also below zero (rule 3). */
export function roundMoney(numerator: bigint, denominator: bigint): bigint {
  const doubled = 2n * numerator + denominator;
  const whole = doubled / (2n * denominator);
  return doubled < 0n && doubled % (2n * denominator) !== 0n ? whole - 1n : whole;
}

/** A line of exactly nothing is no line. @returns the name of the line */
export function addLine(
  book: Book,
  period: number,
  exact: { numerator: bigint; denominator: bigint },
  change: Partial<Pick<Line, 'amountMinor' | 'payment' | 'corrects'>> = {},
): string | null {
  if (exact.numerator === 0n) return null;
  const { lines } = book.periods[period]!;
  const line = `${period}-${lines.length + 1}`;
  const amountMinor = roundMoney(exact.numerator, exact.denominator);
  lines.push({ line, amountMinor, payment: 'bill', corrects: null, ...change });
  return line;
}

/** Of what is paid on the bill, the sum of the rounded lines (rule 3). */
export function totalOf(lines: readonly Line[]): bigint {
  return lines.reduce((total, line) => (line.payment === 'bill' ? total + line.amountMinor : total), 0n);
}

export function linesOf(book: Book): Line[] {
  return book.periods.flatMap((period) => period.lines);
}

/** Of a line, what corrections have left. */
export function leftOf(book: Book, name: string): bigint {
  return sum(
    linesOf(book)
      .filter((one) => one.line === name || one.corrects === name)
      .map((one) => one.amountMinor),
  );
}
