import { invariant } from '#libs/kernel/index.js';
import type { Instant } from '#libs/kernel/index.js';
import type { Term } from '../events.js';
import { calendarDays, nextBoundary, spanEnd } from '../periods/calendar.js';
import type { LiveSubscription, OpenAccountState, OpenPeriod } from '../state.js';
import type { Span, SubscriptionTerms } from '../terms.js';
import { WHOLE, type Fraction } from './fraction.js';

/** A term, and which share of fee and allowance it takes: the whole, or calendar days where it is cut (rule 31). */
export interface SharedTerm {
  readonly term: Term;
  readonly share: Fraction;
}

/** The term that begins at an instant. The billing period of that instant is open. */
export function termFrom(state: OpenAccountState, terms: SubscriptionTerms, at: Instant): SharedTerm {
  const { every, firstPeriod } = terms;
  if (every !== null) return { term: { startsAt: at, endsAt: spanEnd(at, every, 1, state.zone) }, share: WHOLE };
  const period = periodOf(state, at);
  const share = firstPeriod === 'whole' ? WHOLE : daysLeft(period.zone, period, at, regularStart(period));
  return { term: { startsAt: at, endsAt: period.endsAt }, share };
}

/**
 * The term after the one that is paid. A new rhythm starts counting where the old one ends. A billing period that a new
 * billing day or zone cuts short takes its days of the whole, but an instalment stays one of its count (rule 32).
 */
export function termAfter(state: OpenAccountState, live: LiveSubscription, terms: SubscriptionTerms): SharedTerm {
  const { every, kind } = terms;
  const startsAt = live.term.endsAt;
  if (!isSameRhythm(live.terms.every, every)) return termFrom(state, terms, startsAt);
  if (every === null) {
    const period = periodOf(state, startsAt);
    const share = kind === 'instalment' ? WHOLE : daysLeft(period.zone, period, startsAt, regularStart(period));
    return { term: { startsAt, endsAt: period.endsAt }, share };
  }
  const endsAt = spanEnd(live.startedAt, every, spanNumber(live, every, state.zone) + 1, state.zone);
  return { term: { startsAt, endsAt }, share: WHOLE };
}

/** Which share of a whole term of the new terms is left for an upgrade: the day of change counts as new (rule 31). */
export function shareLeft(
  state: OpenAccountState,
  live: LiveSubscription,
  { every, firstPeriod }: SubscriptionTerms,
  at: Instant,
): Fraction {
  if (every !== null) return daysLeft(state.zone, live.term, at, live.termBeganAt);
  const period = periodOf(state, at);
  const isWholeFirst = live.occurrences === 1 && firstPeriod === 'whole';
  return daysLeft(period.zone, period, at, isWholeFirst ? live.termBeganAt : regularStart(period));
}

/** The days of a billing period are counted in its own zone, whatever the account's is by now (rule 12). */
export function zoneOfTerm(state: OpenAccountState, { terms, term }: LiveSubscription): string {
  return terms.every === null ? periodOf(state, term.startsAt).zone : state.zone;
}

/** Calendar days from an instant's day to the end of a term, of those from `startsAt` on. */
export function daysLeft(zone: string, { endsAt }: Term, at: Instant, startsAt: Instant): Fraction {
  const term = { startsAt, endsAt };
  return { numerator: BigInt(calendarDays(term, zone, at)), denominator: BigInt(calendarDays(term, zone)) };
}

export function isSameRhythm(left: Span | null, right: Span | null): boolean {
  return left?.unit === right?.unit && left?.count === right?.count;
}

function periodOf({ periods }: OpenAccountState, at: Instant): OpenPeriod {
  const period = periods.findLast(({ startsAt, endsAt }) => startsAt <= at && at < endsAt);
  invariant(period !== undefined, 'the billing period of a term is open');
  return period;
}

/** Longer than any billing period and shorter than any two. */
const BEYOND_ONE_PERIOD_MS = 32 * 86_400_000;

/**
 * Where a period that is cut short by the account's opening, or by a new billing day, would have started: a plan begun in
 * it pays its days of a whole period.
 */
function regularStart({ startsAt, endsAt, zone, billingDay }: OpenPeriod): Instant {
  const boundary = nextBoundary(endsAt - BEYOND_ONE_PERIOD_MS, zone, billingDay);
  return nextBoundary(boundary, zone, billingDay) === endsAt ? Math.min(boundary, startsAt) : startsAt;
}

/**
 * Which span since its start the paid term is: the one whose end is nearest. A change of zone may move ends by some days,
 * and must make no term of hours.
 */
function spanNumber({ startedAt, term }: LiveSubscription, every: Span, zone: string): number {
  const shortest = SHORTEST_MS[every.unit] * every.count;
  let number = Math.max(1, Math.floor((term.endsAt - startedAt) / (LONGEST_MS[every.unit] * every.count)));
  while (spanEnd(startedAt, every, number, zone) + shortest / 2 <= term.endsAt) number += 1;
  return number;
}

const DAY_MS = 86_400_000;
const SHORTEST_MS = { day: DAY_MS, month: 28 * DAY_MS } as const;
const LONGEST_MS = { day: DAY_MS, month: 32 * DAY_MS } as const;
