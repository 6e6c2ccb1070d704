import type { ExactSum } from '#libs/kernel/index.js';

/** An amount of money: exact, and rounded half up once for its line (rules 3, 36). Minor units of the currency. */
export interface SettledMoney {
  readonly exact: { readonly numerator: bigint; readonly denominator: bigint };
  readonly amountMinor: bigint;
  /** ISO 4217 */
  readonly currency: string;
}

export function settledMoney(sum: ExactSum, currency: string): SettledMoney {
  const { numerator, denominator } = sum;
  return { exact: { numerator, denominator }, amountMinor: sum.rounded(), currency };
}
