import { EMPTY_BOOK, type TariffBook } from '#libs/catalog/index.js';
import type { OpenAccountState, UsageFacts } from '#libs/ledger/index.js';
import type { RatedUsage } from '#libs/rating/index.js';
import type { RerateAnswer, TariffChoice } from './corrections.js';
import { priceAgain } from './price-again.js';

/** A usage and its new price. */
export interface Change {
  readonly facts: UsageFacts;
  readonly rated: RatedUsage;
}

export type Plan =
  | { readonly type: 'planned'; readonly changes: readonly Change[]; readonly unpriced: number }
  | Extract<RerateAnswer, { type: 'rejected' }>;

/** Which usages cost something else by the other prices. What was reversed stays reversed. */
export function planRerate(
  usages: readonly UsageFacts[],
  account: OpenAccountState,
  rerate: TariffChoice,
  books: ReadonlyMap<string, TariffBook>,
): Plan {
  const changes: Change[] = [];
  let unpriced = 0;
  for (const facts of usages) {
    if (isReversed(facts)) continue;
    const price = priceAgain(facts.charged, account, rerate, (name) => books.get(name) ?? EMPTY_BOOK);
    if (price.type === 'rated') {
      if (differs(price.rated, facts)) changes.push({ facts, rated: price.rated });
    } else if (price.type === 'refused' && price.rejection.code === 'tariff_version_unknown') {
      return { type: 'rejected', rejection: price.rejection };
    } else unpriced += 1;
  }
  return { type: 'planned', changes, unpriced };
}

function isReversed({ charged, last }: UsageFacts): boolean {
  return last !== null && last.components.length === 0 && charged.components.length > 0;
}

function differs({ components }: RatedUsage, { charged, last }: UsageFacts): boolean {
  const now = (last ?? charged).components;
  return components.some(({ amountMicro }, at) => amountMicro !== now[at]?.amountMicro);
}
