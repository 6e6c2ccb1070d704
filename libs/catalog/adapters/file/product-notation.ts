/** Digits after the point of amounts in a currency: 2 for CNY, 0 for JPY. */
function minorDigits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return maximumFractionDigits ?? 0;
}

const DECIMAL = /^(0|[1-9]\d{0,11})(?:\.(\d{1,4}))?$/;

/** `"39.90"` CNY are 3990 fen; `undefined` if the text is no amount in whole minor units. */
export function parseMoney(text: string, currency: string): bigint | undefined {
  const match = DECIMAL.exec(text);
  if (match === null || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const digits = minorDigits(currency);
  const fraction = match[2] ?? '';
  if (fraction.length > digits) return undefined;
  return BigInt(`${match[1]}${fraction.padEnd(digits, '0')}`);
}

const MICRO_DIGITS = 6;
const SMALL_DECIMAL = /^(0|[1-9]\d{0,8})(?:\.(\d{1,10}))?$/;

/** `"0.0008"` CNY are 80,000 millionths of a fen; `undefined` if the text is no amount in whole millionths. */
export function parseMicroMinor(text: string, currency: string): bigint | undefined {
  const match = SMALL_DECIMAL.exec(text);
  if (match === null || !/^[A-Z]{3}$/.test(currency)) return undefined;
  const digits = minorDigits(currency) + MICRO_DIGITS;
  const fraction = match[2] ?? '';
  return fraction.length > digits ? undefined : BigInt(`${match[1]}${fraction.padEnd(digits, '0')}`);
}

const SPAN = /^P(?:([1-9]\d{0,3})D|([1-9]\d{0,3})M)$/;

/** `P30D` or `P1M`: a month and 30 days are different things (rule 12). `undefined` if the text is neither. */
export function parseSpan(text: string): { readonly unit: 'day' | 'month'; readonly count: number } | undefined {
  const match = SPAN.exec(text);
  if (match === null) return undefined;
  return match[1] === undefined ? { unit: 'month', count: Number(match[2]) } : { unit: 'day', count: Number(match[1]) };
}
