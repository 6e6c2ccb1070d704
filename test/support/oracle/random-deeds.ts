import type { Book } from './account/book.js';
import type { ChosenPolicy, Deed, Part, Scope } from './account/deeds.js';
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

export function usedModel(dice: Dice): { model: string; app?: string } {
  return { model: dice.pick(MODELS), ...(dice.chance(0.4) ? { app: dice.pick(APPS) } : {}) };
}
