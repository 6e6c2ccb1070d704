import { ZERO_CREDITS } from '#libs/kernel/index.js';
import type { MoneyLine } from '#libs/ledger/index.js';

/** A whole amount of money on the bill, tax included. */
export function line(id: string, more: Partial<MoneyLine> = {}): MoneyLine {
  return {
    line: id,
    period: Number(id.split('-')[0]),
    kind: 'fee',
    product: null,
    subject: 'something',
    creditsMicro: ZERO_CREDITS,
    amountMinor: 0n,
    restNumerator: 0n,
    restDenominator: 1n,
    taxIncluded: true,
    payment: 'bill',
    corrects: null,
    ...more,
  };
}

export function purchaseLine(id: string, more: Partial<MoneyLine> = {}): MoneyLine {
  return line(id, { kind: 'purchase', ...more });
}
