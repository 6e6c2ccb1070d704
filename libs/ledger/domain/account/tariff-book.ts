import { invariant } from '#libs/kernel/index.js';
import type { Instant } from '#libs/kernel/index.js';
import type { OpenAccountState } from '../state.js';

/** The book that prices what happened at an instant (rule 30); the first holds for what happened before it, too. */
export function tariffBookOf({ tariffBooks }: Pick<OpenAccountState, 'tariffBooks'>, occurredAt: Instant): string {
  const book = tariffBooks.findLast(({ effectiveFrom }) => effectiveFrom <= occurredAt) ?? tariffBooks[0];
  invariant(book !== undefined, 'an open account has a tariff book');
  return book.tariffBook;
}
