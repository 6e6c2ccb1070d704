import { totalMicro } from '#libs/kernel/index.js';
import type { OpenAccountState } from '../state.js';
import type { MoneyLine } from '../terms.js';

/** What is still collected on a line: its amount less what was given back on it since. */
export function collectedMinor(
  { creditedLines }: Pick<OpenAccountState, 'creditedLines'>,
  { line, amountMinor }: Pick<MoneyLine, 'line' | 'amountMinor'>,
): bigint {
  const credited = creditedLines.filter((other) => other.line === line).map((other) => other.amountMinor);
  return amountMinor - totalMicro(credited);
}
