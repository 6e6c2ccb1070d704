import { invariant } from '#libs/kernel/index.js';
import type { TariffPublished } from './events.js';
import { overlay, priceList, type PriceList, type PriceRow, type PriceRows } from './price-list.js';
import type { TariffBook } from './state.js';

/** Folds one version into the book. */
export function evolve(book: TariffBook, { data: tariff }: TariffPublished): TariffBook {
  invariant(tariff.version === book.versions.length + 1, 'versions of a tariff book follow each other');
  const versions = [...book.versions, tariff];
  const list = priceList(tariff);
  return tariff.mode === 'full'
    ? { ...book, versions, lists: inserted(book.lists, list) }
    : { ...book, versions, added: merged(book.added, list.rows) };
}

/** Behind all that take effect no later: of equals the higher version stands last. */
function inserted(lists: readonly PriceList[], list: PriceList): readonly PriceList[] {
  const after = lists.findLastIndex(({ tariff }) => tariff.effectiveFrom <= list.tariff.effectiveFrom);
  return lists.toSpliced(after + 1, 0, list);
}

function merged(added: PriceRows, rows: PriceRows): PriceRows {
  const all = new Map(added);
  for (const [model, row] of rows) all.set(model, disjoint(row, added.get(model)));
  return all;
}

function disjoint(row: PriceRow, earlier: PriceRow | undefined): PriceRow {
  const overlaps = row.some((rate, slot) => rate !== undefined && earlier?.[slot] !== undefined);
  invariant(!overlaps, 'an addition prices only what the book never priced');
  return overlay(row, earlier);
}
