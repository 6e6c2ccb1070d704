import { asIfInForce, type TariffBook } from '#libs/catalog/index.js';
import type { Needs } from '#libs/journal/application/writer.js';
import { tariffBookOf, type AccountState, type OpenAccountState, type UsageCharged } from '#libs/ledger/index.js';
import { rate, type RatedUsage } from '#libs/rating/index.js';
import { bookStream } from './charge-needs.js';
import type { RerateRejection, TariffChoice } from './corrections.js';

export type NewPrice =
  | { readonly type: 'rated'; readonly rated: RatedUsage }
  | { readonly type: 'refused'; readonly rejection: RerateRejection }
  | { readonly type: 'out_of_range' };

/** What a usage that was charged would cost by other prices; what it counted stays what it was (rules 2, 29). */
export function priceAgain(
  { usage, components }: UsageCharged['data'],
  account: OpenAccountState,
  { tariffBook = tariffBookOf(account, usage.occurredAt), version }: TariffChoice,
  bookNamed: (tariffBook: string) => TariffBook,
): NewPrice {
  const book = version === undefined ? bookNamed(tariffBook) : asIfInForce(bookNamed(tariffBook), version);
  if (book === undefined) {
    return { type: 'refused', rejection: { code: 'tariff_version_unknown', tariffBook, version: version! } };
  }
  const { model, tier, app, occurredAt } = usage;
  const quantities = components.map(({ kind, quantity }) => ({ kind, quantity }));
  const rating = rate({ model, tier, app: app ?? undefined, occurredAt, quantities }, book);
  if (rating.type !== 'unpriced') return rating;
  const { kind } = rating.quantity;
  return { type: 'refused', rejection: { code: 'rerate_unpriced', tariffBook, model, kind, tier } };
}

/** The named book, or every book the account ever had: which of them counts is for the time of the usage to say. */
export function booksOf(state: AccountState | undefined, { tariffBook }: TariffChoice): Needs {
  const assigned = state?.status === 'open' ? state.tariffBooks.map((book) => book.tariffBook) : [];
  const books = new Set(tariffBook === undefined ? assigned : [tariffBook]);
  return { keys: [], streams: [...books].map(bookStream) };
}
