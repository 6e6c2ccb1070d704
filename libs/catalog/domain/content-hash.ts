import { CanonicalText } from '#libs/kernel/index.js';
import type { HashText, Sha256 } from '#libs/kernel/index.js';
import type { ModelFamily, Promotion, Rate, Tariff } from './terms.js';

/**
 * SHA-256 over every field of a tariff, the hash itself excepted, in fixed order. Fixed for ever: debits pin it. A tariff
 * that knows no supplier's cost is hashed as if there were no such field.
 */
export function tariffHash(tariff: Omit<Tariff, 'hash'>, sha256: HashText): Sha256 {
  const hasCosts = tariff.rates.some(({ supplierCost }) => supplierCost !== undefined);
  const text = new CanonicalText(hasCosts ? 'tariff/2' : 'tariff/1')
    .text(tariff.book)
    .integer(tariff.version)
    .text(tariff.mode)
    .integer(tariff.effectiveFrom);
  list(text, tariff.families, family);
  list(text, tariff.rates, hasCosts ? rateAndCost : rate);
  list(text, tariff.promotions, promotion);
  return sha256(text.toString());
}

function family(text: CanonicalText, { name, models }: ModelFamily): void {
  list(text.text(name), models, plain);
}

function rate(text: CanonicalText, { target, kind, tier, creditsMicro, per }: Rate): void {
  text.text(target).text(kind).text(tier).integer(creditsMicro).integer(per);
}

function rateAndCost(text: CanonicalText, priced: Rate): void {
  rate(text, priced);
  const { supplierCost: cost } = priced;
  if (cost === undefined) text.optional(undefined);
  else text.integer(cost.microMinor).integer(cost.per).text(cost.currency);
}

function promotion(text: CanonicalText, { id, from, until, ...rest }: Promotion): void {
  text.text(id).integer(from).integer(until);
  for (const names of [rest.models, rest.kinds, rest.apps]) {
    if (names === null) text.optional(undefined);
    else list(text, names, plain);
  }
  text.integer(rest.numerator).integer(rest.denominator);
}

function plain(text: CanonicalText, value: string): void {
  text.text(value);
}

/** The count goes first, so that no item can pass for one of the next list. */
function list<Item>(
  text: CanonicalText,
  items: readonly Item[],
  write: (text: CanonicalText, item: Item) => void,
): void {
  text.integer(items.length);
  for (const item of items) write(text, item);
}
