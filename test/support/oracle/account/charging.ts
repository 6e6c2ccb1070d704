import { fitsInt64, sum } from '../arithmetic.js';
import { grantOf, heldOf, type Book, type Hold, type Period } from './book.js';
import { drawsFor, type Draw, type Request } from './burn.js';
import type { ToldUsage } from './deeds.js';
import { endHold } from './holding.js';
import { openOverage, splitOverage } from './overage.js';
import { addUse, oldestUnsealed, periodOf, usedBy } from './periods.js';

export interface Allocation {
  component: number;
  grant: string | null;
  /** Name and period of the bucket, where no grant paid. */
  bucket: string | null;
  period: number | null;
  amountMicro: bigint;
  afterMicro: bigint;
}

/** In the order in which a charge lists them. */
const FLAGS = [
  'member_unknown',
  'before_opening',
  'account_suspended',
  'account_closed',
  'member_over_limit',
  'period_sealed',
  'reservation_ended',
  'reservation_overrun',
];

export interface Charge {
  period: number;
  /** The sealed period it happened in. */
  originPeriod: number | null;
  judgedAt: number;
  flags: string[];
  allocations: Allocation[];
}

interface Booking {
  period: Period;
  originPeriod: number | null;
  judgedAt: number;
  flags: string[];
}

/** Rule 13: usage of a sealed period is booked on the oldest unsealed one and judged at its receipt. */
function bookingOf(book: Book, occurredAt: number, receivedAt: number): Booking {
  const own = periodOf(book, occurredAt);
  const isEarly = occurredAt < book.openedAt;
  const flags = [...(isEarly ? ['before_opening'] : []), ...(own.sealed ? ['period_sealed'] : [])];
  const period = own.sealed ? oldestUnsealed(book) : own;
  const originPeriod = own.sealed ? own.period : null;
  return { period, originPeriod, judgedAt: flags.length > 0 ? receivedAt : occurredAt, flags };
}

/** Usage has happened, so it is never refused (rule 21), but held where the same call settled already (rule 24). */
export function charge(book: Book, usage: ToldUsage, receivedAt: number): Charge | string {
  const { reservationId, parts, model } = usage;
  const hold = reservationId === undefined ? undefined : book.holds.get(reservationId);
  if (reservationId !== undefined && book.settlements.has(settlement(reservationId, usage.requestId))) {
    return 'reservation_already_settled';
  }
  const booking = bookingOf(book, usage.occurredAt, receivedAt);
  const request = { model, app: usage.app ?? null, parts, at: booking.judgedAt };
  const draws = drawsFor(book, request, hold);
  const unpaid = sum(draws.filter((draw) => draw.grant === null).map((draw) => draw.amountMicro));
  const open = sum([...book.buckets.values()].map((bucket) => bucket.openMicro));
  if (!fitsInt64(open + unpaid)) return 'amount_out_of_range';
  const found = [...standing(book, usage, booking), ...booking.flags, ...reservationFlags(usage, hold)];
  const allocations = take(book, draws, booking.period.period, hold);
  addUse(book, booking.period, usage.member ?? null, sum(parts.map((part) => part.amountMicro)));
  if (hold !== undefined && usage.final !== false) {
    endHold(book, hold, 'settled');
    book.settlements.add(settlement(hold.reservation, usage.requestId));
  }
  const { period, originPeriod, judgedAt } = booking;
  return {
    period: period.period,
    originPeriod,
    judgedAt,
    flags: FLAGS.filter((flag) => found.includes(flag)),
    allocations,
  };
}

/** A re-rate takes more as usage does, without a reservation (rule 28). */
export function takeMore(book: Book, request: Request, period: number): Allocation[] {
  return take(book, drawsFor(book, request), period);
}

function settlement(reservation: string, request: string): string {
  return JSON.stringify([reservation, request]);
}

/** What strikes at the account and the member (rules 21, 26). */
function standing(book: Book, usage: ToldUsage, { period }: Booking): string[] {
  const flags = book.status === 'active' ? [] : [`account_${book.status}`];
  if (usage.member === undefined) return flags;
  const limitMicro = book.members.get(usage.member);
  if (limitMicro === undefined) return [...flags, 'member_unknown'];
  const used = usedBy(period, usage.member) + sum(usage.parts.map((part) => part.amountMicro));
  return limitMicro !== null && used > limitMicro ? [...flags, 'member_over_limit'] : flags;
}

function reservationFlags({ reservationId, parts }: ToldUsage, hold: Hold | undefined): string[] {
  if (reservationId === undefined) return [];
  if (hold === undefined) return ['reservation_ended'];
  return sum(parts.map((part) => part.amountMicro)) > heldOf(hold) ? ['reservation_overrun'] : [];
}

function take(book: Book, draws: Draw[], period: number, hold?: Hold): Allocation[] {
  return draws.flatMap((draw) => (draw.grant === null ? runUp(book, draw, period, hold) : pay(book, draw, hold)));
}

function pay(book: Book, { component, grant: id, amountMicro, held }: Draw, hold: Hold | undefined): Allocation {
  const grant = grantOf(book, id!);
  grant.remainingMicro -= amountMicro;
  grant.consumedMicro += amountMicro;
  if (held) {
    grant.heldMicro -= amountMicro;
    hold!.parts.find((part) => part.grant === id)!.amountMicro -= amountMicro;
  }
  return { component, grant: id, bucket: null, period: null, amountMicro, afterMicro: grant.remainingMicro };
}

/** The headroom the usage's own reservation holds is used up first. */
function runUp(book: Book, { component, amountMicro }: Draw, period: number, hold: Hold | undefined): Allocation[] {
  return splitOverage(book, period, amountMicro, hold?.headroomMicro).map((split) => {
    openOverage(split.bucket, split.amountMicro);
    if (hold !== undefined && split.bucket.policy !== 'block') {
      hold.headroomMicro -= split.amountMicro < hold.headroomMicro ? split.amountMicro : hold.headroomMicro;
    }
    const { name, openMicro } = split.bucket;
    return { component, grant: null, bucket: name, period, amountMicro: split.amountMicro, afterMicro: openMicro };
  });
}
