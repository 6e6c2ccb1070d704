import type { ChosenOveragePolicy } from '../commands.js';
import { isInCreditsRange } from '#libs/kernel/index.js';
import type { OveragePolicy, OveragePrice } from '../terms.js';

/**
 * The chosen policy, its price with the account's next number, or with the number it had before; `undefined` where it
 * makes no sense: a limit, cap or price that is negative, or a price for nothing (rule 22).
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
      return { type: 'invoice', capMicro, price: numbered(price, prices) };
    }
  }
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
