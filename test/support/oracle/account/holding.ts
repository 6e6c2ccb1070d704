import { sum } from '../arithmetic.js';
import { freeOf, grantOf, heldOf, type Book, type Hold } from './book.js';
import { burnOrder, drawsFor, isEligible } from './burn.js';
import type { Moment, Reserve } from './deeds.js';
import { headroom } from './overage.js';
import { numberOf, periodOf, usedBy } from './periods.js';

/** Rule 20. */
const OPEN_HOLDS_MAX = 10_000;

/** Whole or refused, by credits and by the member's limit at once (rules 23, 26). */
export function reserve(book: Book, deed: Reserve, { now }: Moment): string | null {
  if (book.holds.has(deed.reservation) || book.outcomes.has(deed.reservation)) return 'reservation_exists';
  if (book.status !== 'active') return `account_${book.status}`;
  const member = deed.member ?? null;
  const limitMicro = member === null ? null : book.members.get(member);
  if (limitMicro === undefined) return 'member_unknown';
  if (book.holds.size >= OPEN_HOLDS_MAX) return 'too_many_holds';
  const { period } = periodOf(book, now);
  const amountMicro = sum(deed.parts.map((part) => part.amountMicro));
  if (member !== null && limitMicro !== null) {
    const held = sum([...book.holds.values()].filter((hold) => hold.member === member).map(heldOf));
    if (usedBy(book.periods[period]!, member) + held + amountMicro > limitMicro) return 'member_limit_reached';
  }
  const draws = drawsFor(book, { model: deed.model, app: deed.app ?? null, parts: deed.parts, at: now });
  const headroomMicro = sum(draws.filter((draw) => draw.grant === null).map((draw) => draw.amountMicro));
  if (headroomMicro > headroom(book, period)) return 'credits_insufficient';
  const parts: Hold['parts'] = [];
  for (const draw of draws) {
    if (draw.grant === null) continue;
    const known = parts.find((part) => part.grant === draw.grant);
    if (known === undefined) parts.push({ grant: draw.grant, amountMicro: draw.amountMicro });
    else known.amountMicro += draw.amountMicro;
    grantOf(book, draw.grant).heldMicro += draw.amountMicro;
  }
  parts.sort((left, right) => burnOrder(grantOf(book, left.grant), grantOf(book, right.grant)));
  book.holds.set(deed.reservation, {
    reservation: deed.reservation,
    member,
    parts,
    headroomMicro,
    expiresAt: now + deed.ttlMs,
  });
  return null;
}

/** What returns to a grant that has ended is gone at once (rule 25). */
export function endHold(book: Book, hold: Hold, outcome: 'settled' | 'released' | 'expired'): void {
  for (const part of hold.parts) {
    const grant = grantOf(book, part.grant);
    grant.heldMicro -= part.amountMicro;
    if (!grant.ended) continue;
    grant.remainingMicro -= part.amountMicro;
    grant.expiredMicro += part.amountMicro;
  }
  book.holds.delete(hold.reservation);
  book.outcomes.set(hold.reservation, outcome);
}

export function release(book: Book, reservation: string): string | null {
  const hold = book.holds.get(reservation);
  if (hold === undefined) {
    const outcome = book.outcomes.get(reservation);
    return outcome === undefined ? 'reservation_unknown' : `reservation_already_${outcome}`;
  }
  endHold(book, hold, 'released');
  return null;
}

/** What a rollover would bring, shown until the seal brings it (rule 18). */
export function pendingRollover(book: Book, at: number): bigint {
  const waiting = [...book.grants.values()].filter((grant) => grant.rolloverMicro !== null && grant.expiresAt <= at);
  return sum(waiting.map((grant) => smaller(grant.rolloverMicro!, freeOf(grant))));
}

/** Rule 22: what gateways read that never reserve. */
export function isBlocked(book: Book, at: number): boolean {
  if (book.status !== 'active') return true;
  const usable = [...book.grants.values()].filter((grant) => isEligible(grant, at));
  return sum(usable.map(freeOf)) + pendingRollover(book, at) + headroom(book, numberOf(book, at)) === 0n;
}

function smaller(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
