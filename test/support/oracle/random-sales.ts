import { isUnscoped, type Book } from './account/book.js';
import type { Deed, Every, Pack, Terms } from './account/deeds.js';
import { linesOf } from './account/money.js';
import type { Dice } from './dice.js';
import { DAY, micros, scope } from './random-deeds.js';

/* What is sold, given, taken back and given away: one deed of each sort, drawn at random for an account as it stands. */

const SOURCES = ['subscription', 'top_up', 'promotion', 'free_quota', 'adjustment', 'refund', 'transfer'];
const EVERY: (Every | null)[] = [
  null,
  null,
  null,
  { unit: 'month', count: 1 },
  { unit: 'day', count: 30 },
  { unit: 'day', count: 7 },
];

export function giveCredits(dice: Dice, book: Book, id: string, now: number): Deed {
  const source = dice.pick(SOURCES);
  const start = dice.chance(0.7) ? undefined : now + dice.whole(-9 * DAY, 5 * DAY);
  const isBought = source === 'top_up' || dice.chance(0.1);
  const currency = dice.chance(0.97) ? book.currency : 'XXX';
  return {
    type: 'giveCredits',
    account: book.account,
    ...(dice.chance(0.5) ? { grant: dice.chance(0.04) ? anyGrant(dice, book) : id } : {}),
    source,
    ...(dice.chance(0.2) ? { priority: dice.pick([5, 10, 30, 40]) } : {}),
    amountMicro: dice.chance(0.01) ? 0n : micros(dice, 8_000),
    ...(start === undefined ? {} : { eligibleFrom: start }),
    ...(dice.chance(0.85) ? { expiresAt: now + dice.whole(-2 * DAY, 45 * DAY) } : {}),
    scope: scope(dice),
    ...(dice.chance(0.3) ? { rolloverMicro: micros(dice, 900) } : {}),
    ...(isBought ? { cost: { amountMinor: BigInt(dice.whole(0, 9_999)), currency } } : {}),
    ...(isBought && dice.chance(0.4) ? { payment: dice.pick(['bill', 'prepaid'] as const) } : {}),
  };
}

export function anyGrant(dice: Dice, book: Book): string {
  const ids = [...book.grants.keys()].slice(-25);
  return ids.length > 0 && dice.chance(0.97) ? dice.pick(ids) : 'nothing';
}

function pack(dice: Dice): Pack {
  const isPromotion = dice.chance(0.25);
  return {
    product: `${isPromotion ? 'promotion' : 'top-up'}-${dice.whole(1, 4)}`,
    source: isPromotion ? 'promotion' : 'top_up',
    amountMicro: micros(dice, 2_000),
    priceMinor: isPromotion && dice.chance(0.5) ? 0n : BigInt(dice.whole(1, 9_999)),
    discount: dice.chance(0.4) ? { numerator: dice.whole(1, 3), denominator: dice.pick([3, 7, 10]) } : null,
    validity: dice.chance(0.2)
      ? null
      : dice.pick([
          { unit: 'day', count: 30 },
          { unit: 'month', count: 1 },
          { unit: 'day', count: 3 },
        ] as const),
    scope: scope(dice),
    priority: dice.chance(0.2) ? 15 : null,
    oncePerCustomer: isPromotion && dice.chance(0.7),
  };
}

export function buy(dice: Dice, book: Book, id: string): Deed {
  return {
    type: 'buy',
    account: book.account,
    ...(dice.chance(0.7) ? { grant: dice.chance(0.03) ? anyGrant(dice, book) : id } : {}),
    pack: pack(dice),
    quantity: dice.chance(0.8) ? 1 : dice.pick([0, 2, 3, 10, 1_001]),
    currency: dice.chance(0.98) ? book.currency : 'XXX',
    payment: dice.pick(['bill', 'prepaid']),
  };
}

function terms(dice: Dice, kind: Terms['kind'], every: Every | null): Terms {
  const brings = kind === 'plan' || kind === 'free_quota';
  return {
    kind,
    feeMinor: kind === 'free_quota' && dice.chance(0.9) ? 0n : BigInt(dice.whole(0, 9_999)),
    allowanceMicro: brings && dice.chance(0.95) ? micros(dice, 9_000) : 0n,
    scope: dice.chance(0.8) ? {} : scope(dice),
    priority: dice.chance(0.1) ? 20 : null,
    rolloverMicro: brings && dice.chance(0.5) ? micros(dice, 1_500) : null,
    every,
    firstPeriod: dice.pick(['whole', 'by_days']),
    count: kind === 'instalment' ? dice.whole(1, 12) : dice.chance(0.1) ? dice.whole(1, 6) : null,
  };
}

export function subscribing(dice: Dice, book: Book, id: string): Deed {
  const { account } = book;
  const currency = dice.chance(0.98) ? book.currency : 'XXX';
  const running = [...book.subscriptions.values()];
  if (running.length === 0 || (running.length < 6 && dice.chance(0.4))) {
    const kind = dice.pick(['plan', 'plan', 'free_quota', 'add_on', 'instalment'] as const);
    return { type: 'subscribe', account, subscription: id, terms: terms(dice, kind, dice.pick(EVERY)), currency };
  }
  const chosen = dice.pick(running);
  const subscription = dice.chance(0.95) ? chosen.subscription : 'nothing';
  if (dice.chance(0.25)) return { type: 'cancelSubscription', account, subscription };
  if (dice.chance(chosen.terms.kind === 'instalment' ? 0.4 : 0.05)) {
    return { type: 'settleInstalments', account, subscription };
  }
  const every = dice.chance(0.85) ? chosen.terms.every : dice.pick(EVERY);
  const kind = chosen.terms.kind === 'instalment' || dice.chance(0.04) ? 'add_on' : chosen.terms.kind;
  return { type: 'changeSubscription', account, subscription, terms: terms(dice, kind, every), currency };
}

export function adjustDown(dice: Dice, book: Book): Deed {
  const grant = anyGrant(dice, book);
  const remaining = Number(book.grants.get(grant)?.remainingMicro ?? 0n);
  const amountMicro = BigInt(dice.whole(dice.chance(0.05) ? -1 : 1, Math.max(1, Math.floor(remaining * 1.05))));
  return { type: 'adjustDown', account: book.account, grant, amountMicro };
}

export function creditNote(dice: Dice, book: Book): Deed {
  const lines = linesOf(book).slice(-30);
  const line = lines.length > 0 ? dice.pick(lines) : undefined;
  const most = Math.max(1, Number(line?.amountMinor ?? 1n));
  const amountMinor = BigInt(dice.chance(0.2) ? most : dice.whole(0, most + 1));
  return { type: 'creditNote', account: book.account, line: line?.line ?? '0-99', amountMinor };
}

export function reversePurchase(dice: Dice, book: Book): Deed {
  const bought = [...book.grants.values()].filter((grant) => grant.bought !== null).slice(-12);
  const grant = bought.length > 0 && dice.chance(0.93) ? dice.pick(bought).grant : anyGrant(dice, book);
  return { type: 'reversePurchase', account: book.account, grant, kind: dice.pick(['refund', 'chargeback']) };
}

export function send(dice: Dice, book: Book, others: string[], id: string): Deed {
  const movable = [...book.grants.values()].filter((grant) => isUnscoped(grant.scope));
  const some = movable.length > 0 ? Number(dice.pick(movable).remainingMicro) : 0;
  return {
    type: 'send',
    account: book.account,
    transfer: id,
    to: dice.chance(0.95) ? dice.pick(others) : dice.pick([book.account, 'nobody']),
    amountMicro: BigInt(dice.chance(0.02) ? 0 : dice.whole(1, Math.max(1, Math.floor(some * 1.4)))),
    promotional: dice.chance(0.4),
    free: dice.chance(0.4),
  };
}
