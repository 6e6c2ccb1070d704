import type { TariffBook } from './state.js';

/** Before every usage. */
const EVER = Number.MIN_SAFE_INTEGER;

/**
 * A book as if one of its full versions had been in force at all times, for a retroactive price (rule 29). What
 * additions price it prices too. `undefined`: the book has no such full version.
 */
export function asIfInForce(book: TariffBook, version: number): TariffBook | undefined {
  const list = book.lists.find(({ tariff }) => tariff.version === version);
  if (list === undefined) return undefined;
  return { ...book, lists: [{ ...list, tariff: { ...list.tariff, effectiveFrom: EVER } }] };
}
