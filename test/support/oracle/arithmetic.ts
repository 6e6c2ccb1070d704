const INT64_MAX = 9_223_372_036_854_775_807n;

/** Rule 1. */
export function fitsInt64(amount: bigint): boolean {
  return amount <= INT64_MAX && amount >= -INT64_MAX - 1n;
}

/** Half up, for amounts that are never negative (rule 2). */
export function roundHalfUp(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  const rest = numerator % denominator;
  return rest * 2n >= denominator ? whole + 1n : whole;
}

export function sum(amounts: bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** `<` on strings compares code units, which is what rule 16 asks of ids. */
export function compare<T extends number | bigint | string>(left: T, right: T): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}
