import { sum } from '../arithmetic.js';
import type { Moment, Scope, Terms } from './deeds.js';

/** How long after its end a period is sealed, and what is left of an expired grant taken (rules 13, 14). */
export const CLOSE_GRACE = 72 * 3_600_000;

export interface Grant {
  grant: string;
  source: string;
  priority: number;
  amountMicro: bigint;
  /** Held included. */
  remainingMicro: bigint;
  heldMicro: bigint;
  eligibleFrom: number;
  /** Infinity: never. */
  expiresAt: number;
  scope: Scope;
  /** What may roll over, once (rule 18); `null`: nothing. */
  rolloverMicro: bigint | null;
  /** Its expiry or its seal has been: it pays for nothing but what it is held for. */
  ended: boolean;
  /** Paid for it, or for what it was made of; `null`: it came for nothing. */
  costMinor: bigint | null;
  /** Line on the invoice, and how it is paid: only what was bought has them. */
  bought: { line: string | null; payment: 'bill' | 'prepaid' } | null;
  reversed: boolean;
  /** Where its credits went (rule 19). */
  consumedMicro: bigint;
  repaidMicro: bigint;
  expiredMicro: bigint;
  forfeitedMicro: bigint;
  rolledOutMicro: bigint;
  transferredOutMicro: bigint;
  refundedMicro: bigint;
  adjustedDownMicro: bigint;
}

/** Overage of one (period, policy, price version) (rule 21). */
export interface Bucket {
  name: string;
  period: number;
  policy: 'block' | 'limit' | 'invoice';
  version: number | null;
  createdMicro: bigint;
  openMicro: bigint;
  /** In order; what a correction undid is taken off. */
  repayments: { grant: string; amountMicro: bigint }[];
  billedMicro: bigint;
  writtenOffMicro: bigint;
  reversedMicro: bigint;
  /** Its line on the sealed invoice. */
  line: string | null;
}

export interface Hold {
  reservation: string;
  member: string | null;
  parts: { grant: string; amountMicro: bigint }[];
  headroomMicro: bigint;
  expiresAt: number;
}

/** A debit that is said to be wrong. */
export interface Dispute {
  source: string;
  id: string;
  /** How often the usage had been corrected when it was disputed. */
  corrections: number;
  open: boolean;
}

export interface Line {
  line: string;
  amountMinor: bigint;
  payment: 'bill' | 'prepaid';
  corrects: string | null;
}

export interface Period {
  period: number;
  startsAt: number;
  endsAt: number;
  zone: string;
  billingDay: number;
  sealed: boolean;
  usedMicro: bigint;
  usedByMember: Map<string, bigint>;
  lines: Line[];
}

export interface Subscription {
  subscription: string;
  terms: Terms;
  /** What it turns into at the next renewal; `null`: it ends; `undefined`: nothing waits. */
  next: Terms | null | undefined;
  /** Spans are counted from here; charges before it are not among them. */
  anchor: { at: number; occurrence: number };
  /** How often it has been charged. */
  occurrence: number;
  /** Where the term began; an upgrade starts anew within it. */
  windowAt: number;
  startsAt: number;
  endsAt: number;
  /** Charged and given since `startsAt`. */
  feeMinor: bigint;
  allowanceMicro: bigint;
  grant: string | null;
}

export type Policy =
  { type: 'block' } | { type: 'limit'; limitMicro: bigint } | { type: 'invoice'; capMicro: bigint; version: number };

export interface Book {
  account: string;
  openedAt: number;
  currency: string;
  /** For periods that open from now on (rule 12). */
  zone: string;
  billingDay: number;
  status: 'active' | 'suspended' | 'closed';
  policy: Policy;
  prices: { amountMinor: bigint; perMicro: bigint }[];
  members: Map<string, bigint | null>;
  /** Every grant there ever was. */
  grants: Map<string, Grant>;
  /** Every bucket there ever was, by name, in the order in which they came up. */
  buckets: Map<string, Bucket>;
  /** Open ones. */
  holds: Map<string, Hold>;
  outcomes: Map<string, 'settled' | 'released' | 'expired'>;
  /** `reservation request` of every final settlement (rule 24). */
  settlements: Set<string>;
  periods: Period[];
  /** Running ones. */
  subscriptions: Map<string, Subscription>;
  subscriptionIds: Set<string>;
  productsTaken: Set<string>;
  transferIds: Set<string>;
  /** Every dispute there ever was. */
  disputes: Map<string, Dispute>;
}

export function freeOf(grant: Grant): bigint {
  return grant.ended ? 0n : grant.remainingMicro - grant.heldMicro;
}

/** Its end was booked, or would have been had it had anything left; a rollover ends with the seal (rules 14, 28). */
export function hasEnded(book: Book, grant: Grant, { takeUpTo }: Moment): boolean {
  if (grant.ended || grant.remainingMicro > 0n) return grant.ended;
  if (grant.rolloverMicro === null) return grant.expiresAt + CLOSE_GRACE <= takeUpTo;
  return book.periods.some((period) => period.sealed && grant.expiresAt <= period.endsAt);
}

export function liveGrants(book: Book): Grant[] {
  return [...book.grants.values()].filter((grant) => grant.remainingMicro > 0n);
}

export function isUnscoped(scope: Scope): boolean {
  return scope.models === undefined && scope.kinds === undefined && scope.apps === undefined;
}

export function heldOf(hold: Hold): bigint {
  return sum(hold.parts.map((part) => part.amountMicro)) + hold.headroomMicro;
}

export function grantOf(book: Book, id: string): Grant {
  const grant = book.grants.get(id);
  if (grant === undefined) throw new Error(`the oracle lost grant ${id} of ${book.account}`);
  return grant;
}

/** What is due is done in front of a deed, and undone with it where the deed is refused. */
export function copyOf(book: Book): Book {
  return {
    ...book,
    grants: copied(book.grants, (grant) => ({ ...grant })),
    buckets: copied(book.buckets, (bucket) => ({
      ...bucket,
      repayments: bucket.repayments.map((repayment) => ({ ...repayment })),
    })),
    holds: copied(book.holds, (hold) => ({ ...hold, parts: hold.parts.map((part) => ({ ...part })) })),
    outcomes: new Map(book.outcomes),
    subscriptions: copied(book.subscriptions, (subscription) => ({ ...subscription })),
    periods: book.periods.map((period) => ({
      ...period,
      usedByMember: new Map(period.usedByMember),
      lines: [...period.lines],
    })),
  };
}

function copied<T>(map: Map<string, T>, copy: (value: T) => T): Map<string, T> {
  return new Map([...map].map(([key, value]) => [key, copy(value)]));
}

/** Grants are put back in place: others hold on to them. */
export function putBack(book: Book, saved: Book): void {
  for (const [id, grant] of book.grants) {
    const before = saved.grants.get(id);
    if (before !== undefined) saved.grants.set(id, Object.assign(grant, before));
  }
  Object.assign(book, saved);
}
