import { freeOf, type Book, type Grant, type Period } from './book.js';
import { burnOrder } from './burn.js';
import { give } from './giving.js';
import { addLine } from './money.js';
import { openUpTo } from './periods.js';

/** Nothing is booked on the period any more (rules 13, 18, 22, 34). */
export function seal(book: Book, period: Period): void {
  openUpTo(book, period.endsAt);
  const rolled = endRollovers(book, period);
  closeOverage(book, period);
  period.sealed = true;
  const next = book.periods[period.period + 1]!;
  for (const { grant, amountMicro } of rolled) {
    const terms = {
      eligibleFrom: next.startsAt,
      expiresAt: next.endsAt,
      scope: grant.scope,
      amountMicro,
      costMinor: grant.costMinor,
    };
    give(book, { source: 'rollover', ...terms }, next.period);
  }
}

/** Of what is free as much as may, the rest is forfeited; what is held still pays its reservation (rules 18, 25). */
function endRollovers(book: Book, period: Period): { grant: Grant; amountMicro: bigint }[] {
  const rolled: { grant: Grant; amountMicro: bigint }[] = [];
  for (const grant of [...book.grants.values()].sort(burnOrder)) {
    if (grant.rolloverMicro === null || grant.remainingMicro === 0n || grant.ended) continue;
    if (grant.expiresAt > period.endsAt) continue;
    const free = freeOf(grant);
    const amountMicro = free < grant.rolloverMicro ? free : grant.rolloverMicro;
    grant.remainingMicro -= free;
    grant.rolledOutMicro += amountMicro;
    grant.forfeitedMicro += free - amountMicro;
    grant.ended = true;
    if (amountMicro > 0n) rolled.push({ grant, amountMicro });
  }
  return rolled;
}

/** `block` is never billed, `invoice` is; what is open under `limit` is carried over (rule 22). */
function closeOverage(book: Book, period: Period): void {
  for (const bucket of book.buckets.values()) {
    if (bucket.period !== period.period || bucket.policy === 'limit') continue;
    if (bucket.policy === 'block') {
      bucket.writtenOffMicro += bucket.openMicro;
    } else {
      const { amountMinor, perMicro } = book.prices[bucket.version! - 1]!;
      const exact = { numerator: bucket.openMicro * amountMinor, denominator: perMicro };
      bucket.line = addLine(book, period.period, exact);
      bucket.billedMicro += bucket.openMicro;
    }
    bucket.openMicro = 0n;
  }
}
