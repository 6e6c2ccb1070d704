import type { ChosenOveragePolicy } from '../commands.js';
import { isInCreditsRange } from '#libs/kernel/index.js';
import type { OveragePolicy, OveragePrice } from '../terms.js';

/**
 * The chosen policy, its price with the account's next number, or with the number it had before; `undefined` where it
 * makes no sense: a limit, cap or price that is negative, a price for nothing, or a cap that nobody could bill (rule 22).
 */
export function soundPolicy(chosen: ChosenOveragePolicy, prices: readonly OveragePrice[]): OveragePolicy | undefined {
  switch (chosen.type) {
    case 'block':
      return chosen;
    case 'limit': {
      const { limitMicro } = chosen;
      return isAmount(limitMicro) ? { type: 'limit', limitMicro } : undefined;
    }
    case 'invoice': {
      const { capMicro, price } = chosen;
      if (!isAmount(capMicro) || price.amountMinor < 0n || price.perMicro <= 0n) return undefined;
      if (!isBillable(capMicro, price)) return undefined;
      return { type: 'invoice', capMicro, price: numbered(price, prices) };
    }
  }
}

/** Most that a whole cap may cost, in minor units. */
const COST_MINOR_MAX = 10n ** 15n;

/** No overage may make a line, nor its exact rest in parts of `perMicro`, that does not fit in 64 bits (rules 3, 34). */
function isBillable(capMicro: bigint, { amountMinor, perMicro }: Omit<OveragePrice, 'version'>): boolean {
  if (amountMinor > COST_MINOR_MAX || !isInCreditsRange(2n * perMicro)) return false;
  return capMicro * amountMinor <= COST_MINOR_MAX * perMicro;
}

function isAmount(micro: bigint): micro is OveragePrice['perMicro'] {
  return micro >= 0n && isInCreditsRange(micro);
}

function numbered(price: Omit<OveragePrice, 'version'>, prices: readonly OveragePrice[]): OveragePrice {
  const { amountMinor, perMicro, taxIncluded } = price;
  const same = prices.find(
    (one) => one.amountMinor === amountMinor && one.perMicro === perMicro && one.taxIncluded === taxIncluded,
  );
  return same ?? { version: prices.length + 1, amountMinor, perMicro, taxIncluded };
}
