import { isUnscoped, type Book } from './account/book.js';
import type { ChosenPolicy, Deed, Every, Pack, Part, Scope, Terms } from './account/deeds.js';
import { linesOf } from './account/money.js';
import type { Dice } from './dice.js';

/* One deed of each sort, drawn at random for an account as it stands: most make sense, some must be refused. */

export const DAY = 24 * 3_600_000;
export const CURRENCY = 'CNY';
const MODELS = ['large', 'small', 'tiny'];
const KINDS = ['input', 'cache_read', 'output', 'reasoning', 'request'];
const APPS = ['notes', 'search'];
const ZONES = ['Asia/Shanghai', 'America/New_York', 'UTC', 'Australia/Lord_Howe', 'Africa/Cairo'];
/** The last is often a stranger. */
export const MEMBERS = ['mum', 'mum', 'dad', 'dad', 'child'];
const SOURCES = ['subscription', 'top_up', 'promotion', 'free_quota', 'adjustment', 'refund', 'transfer'];
const EVERY: (Every | null)[] = [
  null,
  null,
  null,
  { unit: 'month', count: 1 },
  { unit: 'day', count: 30 },
  { unit: 'day', count: 7 },
];

/** Awkward on purpose: seldom a round number. */
export function micros(dice: Dice, most: number): bigint {
  return BigInt(dice.whole(1, most)) * BigInt(dice.pick([1, 997, 10_007]));
}

export function scope(dice: Dice): Scope {
  if (dice.chance(0.6)) return {};
  return {
    ...(dice.chance(0.4) ? { models: [dice.pick(MODELS), dice.pick(MODELS)] } : {}),
    ...(dice.chance(0.4) ? { kinds: ['input', dice.pick(KINDS.slice(1))] } : {}),
    ...(dice.chance(0.3) ? { apps: [dice.pick(APPS)] } : {}),
  };
}

export function parts(dice: Dice): Part[] {
  const kinds = KINDS.filter(() => dice.chance(0.45));
  return (kinds.length > 0 ? kinds : ['input']).map((kind) => ({
    kind,
    amountMicro: dice.chance(0.06) ? 0n : micros(dice, 400),
  }));
}

/** The same quantities at other prices. */
export function otherParts(dice: Dice, before: Part[]): Part[] {
  return before.map(({ kind, amountMicro }) => {
    const base = amountMicro > 0n ? amountMicro : 300n;
    return { kind, amountMicro: (base * BigInt(dice.pick([0, 1, 2, 3, 3, 4, 7]))) / 3n };
  });
}

export function policy(dice: Dice): ChosenPolicy {
  const type = dice.pick(['block', 'limit', 'limit', 'invoice', 'invoice']);
  if (type === 'block') return { type };
  const most = dice.chance(0.02) ? -1n : micros(dice, dice.pick([900, 9_000, 90_000]));
  if (type === 'limit') return { type, limitMicro: most };
  return {
    type: 'invoice',
    capMicro: most,
    amountMinor: BigInt(dice.whole(1, 90)),
    perMicro: BigInt(dice.pick([7, 1_000, 99_991])),
  };
}

export function openAccount(dice: Dice, account: string, now: number): Deed {
  const members = dice.chance(0.4) ? [] : ['mum', 'dad'];
  return {
    type: 'openAccount',
    account,
    ...(dice.chance(0.5) ? { openedAt: now - dice.whole(0, 70 * DAY) } : {}),
    zone: dice.pick(ZONES),
    billingDay: dice.whole(1, 31),
    currency: dice.chance(0.9) ? CURRENCY : 'EUR',
    policy: policy(dice),
    members: members.map((member) => ({ member, limitMicro: memberLimit(dice) })),
  };
}

function memberLimit(dice: Dice): bigint | null {
  return dice.chance(0.5) ? null : micros(dice, 2_000);
}

export function setting(dice: Dice, book: Book, now: number): Deed {
  const { account } = book;
  const member = dice.pick(MEMBERS);
  if (book.status === 'suspended' && dice.chance(0.7)) return { type: 'setStatus', account, status: 'active' };
  const roll = dice.whole(1, 12);
  if (roll <= 2) {
    const status = dice.pick(['active', 'suspended', dice.chance(0.05) ? 'closed' : 'active'] as const);
    return { type: 'setStatus', account, status };
  }
  if (roll === 3)
    return {
      type: 'changeBilling',
      account,
      zone: dice.pick([...ZONES, 'Nowhere/Else']),
      billingDay: dice.whole(1, 31),
    };
  if (roll <= 6) return { type: 'setPolicy', account, policy: policy(dice) };
  if (roll === 7) return { type: 'assignBook', account, effectiveFrom: now + dice.whole(-1_000, 9_000) };
  if (roll === 8) return { type: 'removeMember', account, member };
  const type = dice.pick(['addMember', 'setMemberLimit'] as const);
  return { type, account, member, limitMicro: memberLimit(dice) };
}

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
    product: `pack-${dice.whole(1, 6)}`,
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

export function reserve(dice: Dice, book: Book, id: string): Deed {
  const member = dice.chance(0.5) ? undefined : dice.pick(MEMBERS);
  return {
    type: 'reserve',
    account: book.account,
    reservation: dice.chance(0.03) && book.outcomes.size > 0 ? [...book.outcomes.keys()].at(-1)! : id,
    ...(member === undefined ? {} : { member }),
    ...(dice.chance(0.3) ? { app: dice.pick(APPS) } : {}),
    model: dice.pick(MODELS),
    parts: parts(dice),
    ttlMs: dice.whole(60_001, dice.pick([3_600_000, 3 * DAY, 20 * DAY])),
  };
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

export function usedModel(dice: Dice): { model: string; app?: string } {
  return { model: dice.pick(MODELS), ...(dice.chance(0.4) ? { app: dice.pick(APPS) } : {}) };
}
