import { nextBoundary } from '../calendar.js';
import type { Book, Period } from './book.js';

function open(book: Book, startsAt: number): void {
  const endsAt = nextBoundary(startsAt, book);
  const period = book.periods.length;
  const empty = { sealed: false, usedMicro: 0n, usedByMember: new Map<string, bigint>(), lines: [] };
  book.periods.push({ period, startsAt, endsAt, zone: book.zone, billingDay: book.billingDay, ...empty });
}

export function openFirst(book: Book): void {
  open(book, book.openedAt);
}

export function openUpTo(book: Book, instant: number): void {
  while (book.periods.at(-1)!.endsAt <= instant) open(book, book.periods.at(-1)!.endsAt);
}

/** The period of an instant, opened where it is not; an instant before the first belongs to it (rule 13). */
export function periodOf(book: Book, instant: number): Period {
  openUpTo(book, instant);
  return book.periods.find((period) => instant < period.endsAt)!;
}

/** Of the period an instant lies in, whether it is open yet or not. */
export function numberOf(book: Book, instant: number): number {
  const open = book.periods.findIndex((period) => instant < period.endsAt);
  if (open >= 0) return open;
  let number = book.periods.length;
  for (let end = nextBoundary(book.periods.at(-1)!.endsAt, book); end <= instant; end = nextBoundary(end, book))
    number += 1;
  return number;
}

export function oldestUnsealed(book: Book): Period {
  return book.periods.find((period) => !period.sealed)!;
}

/** Also on the sheet of a member, and of one that was: what is taken back of its use leaves it (rule 26). */
export function addUse(book: Book, period: Period, member: string | null, amountMicro: bigint): void {
  period.usedMicro += amountMicro;
  if (member === null || (!book.members.has(member) && usedBy(period, member) === 0n)) return;
  period.usedByMember.set(member, usedBy(period, member) + amountMicro);
}

export function usedBy(period: Period, member: string): bigint {
  return period.usedByMember.get(member) ?? 0n;
}
