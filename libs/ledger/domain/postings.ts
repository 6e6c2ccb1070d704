import type { AccountEvent } from './events.js';
import { movementsOf, type Book } from './movements.js';
import { bucketName } from './overage/bucket-name.js';

/** One side of a double entry, in micro-credits: positive where credits arrive, negative where they leave. */
export interface Posting {
  /** `issued/<source>`, `grant/<id>`, `overage/<bucket>`, or one of OUTSIDE_BOOKS; within the event's account. */
  readonly book: string;
  readonly amountMicro: bigint;
}

/** The double entry of an event, from that event alone (rule 17); sums to zero (rule 19). */
export function postingsOf(event: AccountEvent): readonly Posting[] {
  return movementsOf(event).flatMap(({ from, to, amountMicro }) => [
    { book: bookName(from), amountMicro: -amountMicro },
    { book: bookName(to), amountMicro },
  ]);
}

function bookName(book: Book): string {
  if (book.book === 'grant') return `grant/${book.grant}`;
  if (book.book === 'overage') return `overage/${bucketName(book.bucket)}`;
  return book.book === 'issued' ? `issued/${book.source}` : book.book;
}
