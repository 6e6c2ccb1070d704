import { reject } from '#libs/kernel/index.js';
import type { Instant } from '#libs/kernel/index.js';
import type { PublishContext, PublishTariff } from './commands.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import type { TariffRejection } from './rejections.js';
import type { TariffBook } from './state.js';

/** A price list that is not published: never stored, charges nobody. */
export type TariffDraft = Pick<PublishTariff, 'book' | 'families' | 'rates' | 'promotions'>;

export type Drafted =
  | { readonly type: 'drafted'; readonly book: TariffBook }
  | { readonly type: 'rejected'; readonly rejection: TariffRejection };

/**
 * The book as if the draft alone had been its price list since an instant: what additions price they price under the
 * draft too, as they would once it is published (rule 30). Refused like a publication.
 */
export function draftBook(draft: TariffDraft, book: TariffBook, since: Instant, context: PublishContext): Drafted {
  const decision = decide({ ...draft, type: 'PublishTariff', mode: 'full', context }, book);
  if (decision.type === 'rejected') return reject(decision.rejection);
  const asIfInForce = decision.events.map((event) => ({ ...event, data: { ...event.data, effectiveFrom: since } }));
  return { type: 'drafted', book: asIfInForce.reduce(evolve, { ...book, lists: [] }) };
}
