import { compare } from '../arithmetic.js';
import { CLOSE_GRACE, freeOf, type Book, type Grant } from './book.js';
import type { Moment } from './deeds.js';
import { endHold } from './holding.js';
import { oldestUnsealed } from './periods.js';
import { seal } from './sealing.js';
import { renew } from './subscribing.js';

interface Due {
  at: number;
  /** At one instant what gives goes before what takes, and expiry before the seal. */
  rank: number;
  id: string;
  happens: () => void;
}

/** What is due and not yet done, in the order of time (rule 15). */
export function doWhatIsDue(book: Book, moment: Moment): void {
  for (let due = nextDue(book, moment); due !== undefined; due = nextDue(book, moment)) due.happens();
}

export function isAnythingDue(book: Book, moment: Moment): boolean {
  return nextDue(book, moment) !== undefined;
}

function nextDue(book: Book, moment: Moment): Due | undefined {
  let next: Due | undefined;
  for (const due of everythingDue(book, moment)) {
    const order = next && (compare(due.at, next.at) || compare(due.rank, next.rank) || compare(due.id, next.id));
    if (order === undefined || order < 0) next = due;
  }
  return next;
}

function everythingDue(book: Book, { now, giveUpTo, takeUpTo }: Moment): Due[] {
  const found: Due[] = [];
  for (const hold of book.holds.values()) {
    const happens = (): void => endHold(book, hold, 'expired');
    if (hold.expiresAt <= now) found.push({ at: hold.expiresAt, rank: 0, id: hold.reservation, happens });
  }
  for (const subscription of book.subscriptions.values()) {
    const happens = (): void => renew(book, subscription);
    const at = subscription.endsAt;
    if (at <= giveUpTo) found.push({ at, rank: 1, id: subscription.subscription, happens });
  }
  for (const grant of book.grants.values()) {
    const at = grant.expiresAt + CLOSE_GRACE;
    // A grant that rolls over is ended by the seal (rule 14).
    if (grant.remainingMicro === 0n || grant.ended || grant.rolloverMicro !== null || at > takeUpTo) continue;
    found.push({ at, rank: 2, id: grant.grant, happens: () => expire(grant) });
  }
  const period = oldestUnsealed(book);
  const sealedAt = period.endsAt + CLOSE_GRACE;
  if (sealedAt <= takeUpTo) {
    found.push({ at: sealedAt, rank: 3, id: String(period.period), happens: () => seal(book, period) });
  }
  return found;
}

/** What is free is gone; what is held still pays its reservation (rules 14, 25). */
function expire(grant: Grant): void {
  const gone = freeOf(grant);
  grant.ended = true;
  grant.remainingMicro -= gone;
  grant.expiredMicro += gone;
}
