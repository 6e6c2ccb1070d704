import { fitsInt64, sum } from '../arithmetic.js';
import { spanEnd } from '../calendar.js';
import { freeOf, liveGrants, type Book } from './book.js';
import type { Deed, GiveCredits, Moment } from './deeds.js';
import { give, purchaseEligibleFrom } from './giving.js';
import { addLine, leftOf, linesOf, roundMoney } from './money.js';
import { openOverage, splitOverage } from './overage.js';
import { periodOf } from './periods.js';

type Buy = Extract<Deed, { type: 'buy' }>;

/** Rule 20. */
const LIVE_GRANTS_MAX = 1_000;

function noRoomFor(book: Book, amountMicro: bigint): string | null {
  const live = liveGrants(book);
  if (live.length >= LIVE_GRANTS_MAX) return 'too_many_grants';
  const remaining = sum(live.map((grant) => grant.remainingMicro));
  return fitsInt64(remaining + amountMicro) ? null : 'balance_out_of_range';
}

export function giveCredits(book: Book, deed: GiveCredits, { now }: Moment): string | null {
  if (deed.grant !== undefined && book.grants.has(deed.grant)) return 'grant_exists';
  if (deed.amountMicro <= 0n) return 'grant_not_positive';
  const isPurchase = deed.source === 'top_up' || deed.source === 'transfer';
  const eligibleFrom = deed.eligibleFrom ?? (isPurchase ? purchaseEligibleFrom(book) : now);
  const expiresAt = deed.expiresAt ?? Infinity;
  if (expiresAt <= eligibleFrom) return 'grant_never_usable';
  if (deed.cost !== undefined && deed.cost.currency !== book.currency) return 'currency_differs';
  const refused = noRoomFor(book, deed.amountMicro);
  if (refused !== null) return refused;
  const payment = deed.payment ?? 'bill';
  const { period } = periodOf(book, now);
  const costMinor = deed.cost?.amountMinor ?? null;
  const line =
    costMinor === null ? null : addLine(book, period, { numerator: costMinor, denominator: 1n }, { payment });
  give(
    book,
    {
      source: deed.source,
      ...(deed.grant === undefined ? {} : { grant: deed.grant }),
      ...(deed.priority === undefined ? {} : { priority: deed.priority }),
      amountMicro: deed.amountMicro,
      eligibleFrom,
      expiresAt,
      scope: deed.scope,
      rolloverMicro: deed.rolloverMicro ?? null,
      costMinor,
      bought: costMinor === null ? null : { line, payment },
    },
    period,
  );
  return null;
}

export function buy(book: Book, { grant, pack, quantity, currency, payment }: Buy, { now }: Moment): string | null {
  if (book.status === 'closed') return 'account_closed';
  if (pack.oncePerCustomer && book.productsTaken.has(pack.product)) return 'promotion_already_taken';
  if (grant !== undefined && book.grants.has(grant)) return 'grant_exists';
  if (quantity < 1 || quantity > (pack.oncePerCustomer ? 1 : 1_000)) return 'quantity_not_allowed';
  if (currency !== book.currency) return 'currency_differs';
  const amountMicro = pack.amountMicro * BigInt(quantity);
  if (amountMicro <= 0n) return 'grant_not_positive';
  const refused = noRoomFor(book, amountMicro);
  if (refused !== null) return refused;
  const { period } = periodOf(book, now);
  const price = pack.priceMinor * BigInt(quantity);
  const line = addLine(book, period, { numerator: price, denominator: 1n }, { payment });
  const off = pack.discount ?? { numerator: 0, denominator: 1 };
  const discount = { numerator: -price * BigInt(off.numerator), denominator: BigInt(off.denominator) };
  addLine(book, period, discount, { payment, corrects: line });
  give(
    book,
    {
      source: pack.source,
      ...(grant === undefined ? {} : { grant }),
      ...(pack.priority === null ? {} : { priority: pack.priority }),
      amountMicro,
      eligibleFrom: purchaseEligibleFrom(book),
      expiresAt: pack.validity === null ? Infinity : spanEnd(now, pack.validity, 1, book.zone),
      scope: pack.scope,
      costMinor: price === 0n ? null : price + roundMoney(discount.numerator, discount.denominator),
      bought: { line, payment },
    },
    period,
  );
  if (pack.oncePerCustomer) book.productsTaken.add(pack.product);
  return null;
}

export function adjustDown(book: Book, id: string, amountMicro: bigint): string | null {
  const grant = book.grants.get(id);
  if (grant === undefined || grant.remainingMicro === 0n) return 'grant_unknown';
  if (amountMicro <= 0n) return 'adjustment_not_positive';
  if (amountMicro > freeOf(grant)) return 'credits_not_free';
  grant.remainingMicro -= amountMicro;
  grant.adjustedDownMicro += amountMicro;
  return null;
}

/**
 * A refund gives back the unused part; a chargeback the whole price, and makes overage of the rest, what is held of it
 * included: it is used, or comes back to the customer (rule 32). Never more than was collected.
 */
export function reversePurchase(book: Book, id: string, kind: 'refund' | 'chargeback', { now }: Moment): string | null {
  const grant = book.grants.get(id);
  if (grant === undefined) return 'grant_unknown';
  if (grant.bought === null) return 'not_a_purchase';
  if (grant.reversed) return 'purchase_already_reversed';
  const unused = freeOf(grant);
  if (kind === 'refund' && unused === 0n) return 'nothing_to_refund';
  const { period } = periodOf(book, now);
  const share = kind === 'refund' ? { part: unused, of: grant.amountMicro } : { part: 1n, of: 1n };
  const collected = grant.bought.line === null ? 0n : leftOf(book, grant.bought.line);
  const costMinor = grant.costMinor ?? 0n;
  const isCapped = costMinor * share.part > collected * share.of;
  const exact = isCapped
    ? { numerator: -collected, denominator: 1n }
    : { numerator: -costMinor * share.part, denominator: share.of };
  addLine(book, period, exact, { payment: grant.bought.payment, corrects: grant.bought.line });
  grant.remainingMicro -= unused;
  grant.refundedMicro += unused;
  grant.reversed = true;
  if (kind === 'refund') return null;
  const used = grant.consumedMicro + grant.repaidMicro + grant.transferredOutMicro + grant.rolledOutMicro;
  for (const split of splitOverage(book, period, used + grant.heldMicro)) openOverage(split.bucket, split.amountMicro);
  return null;
}

export function creditNote(book: Book, name: string, amountMinor: bigint, { now }: Moment): string | null {
  const line = linesOf(book).find((one) => one.line === name);
  if (line === undefined) return 'line_unknown';
  if (amountMinor <= 0n) return 'credit_not_positive';
  if (amountMinor > leftOf(book, name)) return 'credit_exceeds_line';
  const exact = { numerator: -amountMinor, denominator: 1n };
  addLine(book, periodOf(book, now).period, exact, { payment: line.payment, corrects: name });
  return null;
}
