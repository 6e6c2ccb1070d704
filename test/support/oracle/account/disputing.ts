import type { Book } from './book.js';
import type { Known } from './correcting.js';
import type { Deed } from './deeds.js';

const OPEN_AT_ONCE = 100;

export function dispute(
  book: Book,
  { dispute: name, source, id }: Extract<Deed, { type: 'dispute' }>,
  known: Known | undefined,
): string | null {
  if (book.disputes.has(name)) return 'dispute_exists';
  if (known === undefined) return 'usage_unknown';
  const open = [...book.disputes.values()].filter((other) => other.open);
  if (open.some((other) => other.source === source && other.id === id)) return 'usage_already_disputed';
  if (open.length >= OPEN_AT_ONCE) return 'too_many_disputes';
  book.disputes.set(name, { source, id, corrections: known.corrections, open: true });
  return null;
}

/** A debit that was corrected since may be said to stand all the same: it stands as corrected. */
export function resolve(
  book: Book,
  { dispute: name, outcome }: Extract<Deed, { type: 'resolve' }>,
  knownOf: (usage: { source: string; id: string }) => Known | undefined,
): string | null {
  const disputed = book.disputes.get(name);
  if (disputed?.open !== true) return 'dispute_unknown';
  const corrections = knownOf(disputed)?.corrections ?? 0;
  if (outcome === 'corrected' && corrections === disputed.corrections) return 'dispute_uncorrected';
  book.disputes.set(name, { ...disputed, open: false });
  return null;
}
