import type { Instant, Kind, Tier } from '#libs/kernel/index.js';
import { slotOf, type FoundRate, type PriceList, type PriceRows } from './price-list.js';
import type { Tariff } from './terms.js';

/** A tariff book: everything ever published, and its layout for look-up. */
export interface TariffBook {
  /** Version n stands at n − 1. */
  readonly versions: readonly Tariff[];
  /** Full versions, by `effectiveFrom`, then version. */
  readonly lists: readonly PriceList[];
  /** What additions price: each (model, kind, tier) once, since an addition prices only what the book never priced. */
  readonly added: PriceRows;
}

/** What a price depends on. */
export interface RateQuery {
  readonly model: string;
  readonly kind: Kind;
  readonly tier: Tier;
  readonly occurredAt: Instant;
}

export const EMPTY_BOOK: TariffBook = { versions: [], lists: [], added: new Map() };

/** The full version in force: the latest `effectiveFrom` ≤ `occurredAt`, and of equals the higher version. */
export function tariffInForce(book: TariffBook, occurredAt: Instant): Tariff | undefined {
  return listInForce(book, occurredAt)?.tariff;
}

/** The rate of the full version in force, else an addition's; `undefined` if the usage has no price (rule 30). */
export function findRate(book: TariffBook, { model, kind, tier, occurredAt }: RateQuery): FoundRate | undefined {
  const slot = slotOf(kind, tier);
  const listed = listInForce(book, occurredAt)?.rows.get(model)?.[slot];
  if (listed !== undefined) return listed;
  const added = book.added.get(model)?.[slot];
  return added !== undefined && added.tariff.effectiveFrom <= occurredAt ? added : undefined;
}

/** Whether any version, whenever it takes effect, prices the slot of a model. */
export function isEverPriced(book: TariffBook, model: string, slot: number): boolean {
  if (book.added.get(model)?.[slot] !== undefined) return true;
  return book.lists.some(({ rows }) => rows.get(model)?.[slot] !== undefined);
}

/** From the newest back, because nearly all usage is recent. */
function listInForce({ lists }: TariffBook, occurredAt: Instant): PriceList | undefined {
  for (let place = lists.length - 1; place >= 0; place -= 1) {
    const list = lists[place];
    if (list !== undefined && list.tariff.effectiveFrom <= occurredAt) return list;
  }
  return undefined;
}
