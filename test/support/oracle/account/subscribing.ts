import { roundHalfUp } from '../arithmetic.js';
import { daysBetween, previousBoundary, spanEnd } from '../calendar.js';
import { freeOf, grantOf, type Book, type Period, type Subscription } from './book.js';
import type { Every, Moment, Terms } from './deeds.js';
import { give } from './giving.js';
import { addLine, roundMoney } from './money.js';
import { periodOf } from './periods.js';

/** So many days of so many (rule 31). */
interface Share {
  days: number;
  of: number;
}

export function subscribe(book: Book, id: string, terms: Terms, currency: string, { now }: Moment): string | null {
  if (book.status === 'closed') return 'account_closed';
  if (book.subscriptionIds.has(id)) return 'subscription_exists';
  if (currency !== book.currency) return 'currency_differs';
  const subscription: Subscription = {
    subscription: id,
    terms,
    next: undefined,
    anchor: { at: now, occurrence: 0 },
    occurrence: 0,
    windowAt: now,
    startsAt: now,
    endsAt: now,
    feeMinor: 0n,
    allowanceMicro: 0n,
    grant: null,
  };
  beginTerm(book, subscription, now, true);
  book.subscriptions.set(id, subscription);
  book.subscriptionIds.add(id);
  return null;
}

/** At the end of its term it ends, or changes, or goes on (rules 15, 31, 32). A closed account renews nothing. */
export function renew(book: Book, subscription: Subscription): void {
  const { endsAt: from, next } = subscription;
  const terms = next ?? subscription.terms;
  if (book.status === 'closed' || next === null || isOver(terms, subscription)) {
    book.subscriptions.delete(subscription.subscription);
    return;
  }
  const isNewRhythm = !isSameRhythm(terms.every, subscription.terms.every);
  if (isNewRhythm) {
    subscription.anchor = { at: from, occurrence: subscription.occurrence };
  }
  subscription.terms = terms;
  subscription.next = undefined;
  beginTerm(book, subscription, from, isNewRhythm);
}

/** It has been charged as often as it is to be in all. */
function isOver(terms: Terms, { occurrence }: Subscription): boolean {
  return terms.count !== null && occurrence >= terms.count;
}

function isSameRhythm(left: Every | null, right: Every | null): boolean {
  return left?.unit === right?.unit && left?.count === right?.count;
}

/**
 * The next charge of a subscription, for the billing period or for a span from where it began. A period that a new
 * billing day cuts short is renewed by its days, but for instalments: each is one of its count.
 */
function beginTerm(book: Book, subscription: Subscription, from: number, isNewRhythm: boolean): void {
  const { terms, anchor } = subscription;
  const period = periodOf(book, from);
  const isByDays = isNewRhythm ? terms.firstPeriod === 'by_days' : terms.kind !== 'instalment';
  subscription.occurrence += 1;
  const spans = subscription.occurrence - anchor.occurrence;
  subscription.windowAt = from;
  subscription.endsAt = terms.every === null ? period.endsAt : spanEnd(anchor.at, terms.every, spans, book.zone);
  const share =
    terms.every === null && isByDays
      ? { days: daysBetween(from, period.endsAt, period.zone), of: daysOfWhole(period) }
      : { days: 1, of: 1 };
  chargeAndGive(book, subscription, from, share);
}

/** Of the period as it would be, were it not cut short by the opening or a change of the billing day. */
function daysOfWhole(period: Period): number {
  const from = Math.min(period.startsAt, previousBoundary(period.endsAt, period));
  return daysBetween(from, period.endsAt, period.zone);
}

/** Charges a share of the fee and gives that share of the allowance, from an instant to the end of the term. */
function chargeAndGive(book: Book, subscription: Subscription, from: number, share: Share): void {
  const { terms } = subscription;
  const period = periodOf(book, from).period;
  const fee = { numerator: terms.feeMinor * BigInt(share.days), denominator: BigInt(share.of) };
  addLine(book, period, fee);
  const allowanceMicro = roundHalfUp(terms.allowanceMicro * BigInt(share.days), BigInt(share.of));
  const given = {
    source: terms.kind === 'free_quota' ? 'free_quota' : 'subscription',
    ...(terms.priority === null ? {} : { priority: terms.priority }),
    amountMicro: allowanceMicro,
    eligibleFrom: from,
    expiresAt: subscription.endsAt,
    scope: terms.scope,
    rolloverMicro: terms.rolloverMicro,
    costMinor: fee.numerator === 0n ? null : roundMoney(fee.numerator, fee.denominator),
  };
  subscription.startsAt = from;
  subscription.feeMinor = roundMoney(fee.numerator, fee.denominator);
  subscription.allowanceMicro = allowanceMicro;
  subscription.grant = allowanceMicro > 0n ? give(book, given, period).grant : null;
}

export function changeSubscription(
  book: Book,
  id: string,
  terms: Terms,
  currency: string,
  { now }: Moment,
): string | null {
  if (book.status === 'closed') return 'account_closed';
  const subscription = book.subscriptions.get(id);
  if (subscription === undefined) return 'subscription_unknown';
  if (subscription.terms.kind === 'instalment') return 'instalments_are_settled';
  if (terms.kind !== subscription.terms.kind) return 'subscription_kind_differs';
  if (currency !== book.currency) return 'currency_differs';
  const isDearer = terms.feeMinor > subscription.terms.feeMinor;
  if (isDearer && isSameRhythm(terms.every, subscription.terms.every)) upgrade(book, subscription, terms, now);
  else subscription.next = terms;
  return null;
}

/** Rule 31: of what was paid and given for the days left goes back what is unused; the new by days. */
function upgrade(book: Book, subscription: Subscription, terms: Terms, now: number): void {
  const { feeMinor, allowanceMicro, startsAt, endsAt, windowAt } = subscription;
  const period = periodOf(book, now);
  const zone = terms.every === null ? period.zone : book.zone;
  const left = daysBetween(now, endsAt, zone);
  const covered = Math.max(1, daysBetween(startsAt, endsAt, zone));
  let share = { part: BigInt(left), of: BigInt(covered) };
  if (subscription.grant !== null) {
    const grant = grantOf(book, subscription.grant);
    const unused = freeOf(grant);
    const perDays = roundHalfUp(allowanceMicro * share.part, share.of);
    if (unused * share.of < share.part * allowanceMicro) share = { part: unused, of: allowanceMicro };
    const forfeited = perDays < unused ? perDays : unused;
    grant.remainingMicro -= forfeited;
    grant.forfeitedMicro += forfeited;
  }
  addLine(book, period.period, { numerator: -feeMinor * share.part, denominator: share.of });
  subscription.terms = terms;
  subscription.next = undefined;
  const isByDays = subscription.occurrence > 1 || terms.firstPeriod === 'by_days';
  const of = isByDays && terms.every === null ? daysOfWhole(period) : Math.max(1, daysBetween(windowAt, endsAt, zone));
  chargeAndGive(book, subscription, now, { days: left, of });
}

export function cancelSubscription(book: Book, id: string): string | null {
  const subscription = book.subscriptions.get(id);
  if (subscription === undefined) return 'subscription_unknown';
  if (subscription.terms.kind === 'instalment') return 'instalments_are_settled';
  subscription.next = null;
  return null;
}

/** What is still to pay, at once (rule 32). */
export function settleInstalments(book: Book, id: string, { now }: Moment): string | null {
  const subscription = book.subscriptions.get(id);
  if (subscription === undefined) return 'subscription_unknown';
  if (subscription.terms.kind !== 'instalment') return 'not_instalments';
  const { feeMinor, count } = subscription.terms;
  const numerator = feeMinor * BigInt(count! - subscription.occurrence);
  addLine(book, periodOf(book, now).period, { numerator, denominator: 1n });
  book.subscriptions.delete(id);
  return null;
}
