/** Minor units as people read them: 1990 CNY → 19.90 CNY. */
export function displayMoney(amountMinor: bigint, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  const sign = amountMinor < 0n ? '-' : '';
  const magnitude = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(digits + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  const rest = digits === 0 ? '' : `.${magnitude.slice(-digits)}`;
  return `${sign}${whole}${rest} ${currency}`;
}
