import type { Dice } from './dice.js';
import {
  ORACLE_KINDS,
  type AccountBody,
  type GrantBody,
  type RateBody,
  type Step,
  type TariffBody,
} from './vocabulary.js';

export const DAY = 24 * 3_600_000;
export const BOOK = 'standard';

/** Priced from the start: two by family, the others by themselves. */
export const MODELS = ['gpt-6', 'gpt-6-mini', 'claude-5-sonnet', 'gemini-4-pro', 'qwen-5-max'];
/** Priced only by the addition that comes at the end. */
export const LATE_MODELS = ['nova-2', 'nova-2-lite'];
export const TIERS = ['standard', 'batch', 'priority'];
export const APPS = ['notes', 'search'];

const ZONES = ['Asia/Shanghai', 'Africa/Cairo', 'America/New_York', 'Asia/Kathmandu', 'UTC', 'Australia/Lord_Howe'];
const FAMILIES = [{ name: 'gpt', models: ['gpt-6', 'gpt-6-mini'] }];
const TARGETS = ['family:gpt', 'gpt-6-mini', 'claude-5-sonnet', 'gemini-4-pro', 'qwen-5-max'];
/** Awkward on purpose: most prices leave a fraction of a micro-credit. */
const UNITS = [1, 3, 7, 1000, 1_000_000];

export function rfc3339(instant: number): string {
  return new Date(instant).toISOString();
}

function rates(dice: Dice, targets: string[]): RateBody[] {
  const found: RateBody[] = [];
  for (const target of targets) {
    for (const tier of TIERS) {
      for (const kind of ORACLE_KINDS) {
        // gpt-6-mini has prices of its own for some kinds only and falls back to its family for the rest.
        if (target === 'gpt-6-mini' && !['input', 'output'].includes(kind)) continue;
        const per = dice.pick(UNITS);
        const creditsMicro = dice.chance(0.05) ? 0 : dice.whole(1, 3_000) * Math.max(1, Math.floor(per / 7));
        found.push({ target, kind, tier, creditsMicro: String(creditsMicro), per });
      }
    }
  }
  return found;
}

function fullTariff(dice: Dice, effectiveFrom: number, until: number): TariffBody {
  const promotion = {
    id: 'autumn',
    from: rfc3339(until - 8 * DAY),
    until: rfc3339(until - DAY),
    models: ['qwen-5-max', 'gpt-6'],
    numerator: dice.whole(1, 6),
    denominator: 7,
  };
  return {
    book: BOOK,
    mode: 'full',
    effectiveFrom: rfc3339(effectiveFrom),
    families: FAMILIES,
    rates: rates(dice, TARGETS),
    promotions: [promotion],
  };
}

/** The price list in force from long ago and, if asked for, the one that replaces it half-way through the traffic. */
export function fullTariffs(dice: Dice, times: { from: number; until: number; priceChange: boolean }): TariffBody[] {
  const change = Math.floor((times.from + times.until) / 2);
  const first = fullTariff(dice, times.from - 400 * DAY, times.until);
  return times.priceChange ? [first, fullTariff(dice, change, times.until)] : [first];
}

/** Gives the late models their prices, from a past instant (rule 30). */
export function addedTariff(dice: Dice, from: number): TariffBody {
  return {
    book: BOOK,
    mode: 'addition',
    effectiveFrom: rfc3339(from - 400 * DAY),
    families: [],
    rates: rates(dice, LATE_MODELS),
    promotions: [],
  };
}

export function accountBody(dice: Dice, account: string, from: number): AccountBody {
  const kind = dice.pick(['individual', 'household', 'team']);
  // One in five opens shortly before its traffic, so that late usage is from before the opening (rule 13).
  const age = dice.chance(0.2) ? dice.whole(0, 5 * DAY) : dice.whole(5 * DAY, 200 * DAY);
  return {
    account,
    kind,
    openedAt: rfc3339(from - age),
    currency: 'CNY',
    zone: dice.pick(ZONES),
    billingDay: dice.whole(1, 31),
    tariffBook: BOOK,
    members: kind === 'individual' ? [] : [`${account}-m1`, `${account}-m2`],
    alertRules: { percents: [50, 80, 100], floorsMicro: dice.chance(0.5) ? ['2000000'] : [] },
  };
}

function scopeOf(dice: Dice): NonNullable<GrantBody['scope']> {
  return {
    ...(dice.chance(0.2) ? { models: [dice.pick(MODELS), dice.pick(MODELS)] } : {}),
    ...(dice.chance(0.15) ? { kinds: ['input', 'cache_read', 'output'] } : {}),
    ...(dice.chance(0.15) ? { apps: [dice.pick(APPS)] } : {}),
  };
}

const PAID = ['subscription', 'top_up'];

export function grantSteps(
  dice: Dice,
  account: string,
  times: { at: number; from: number; until: number; expiringShare: number },
): Step[] {
  return Array.from({ length: dice.whole(1, 5) }, (_, index): Step => {
    const source = dice.pick([...PAID, 'promotion', 'free_quota', 'adjustment']);
    const eligibleFrom = dice.chance(0.7) ? times.from - 100 * DAY : dice.whole(times.from, times.until);
    const body: GrantBody = {
      account,
      grant: `g${index + 1}`,
      source,
      amountMicro: String(dice.whole(1, 40) * 10 ** dice.whole(5, 7) + dice.whole(0, 999_999)),
      eligibleFrom: rfc3339(eligibleFrom),
      scope: scopeOf(dice),
    };
    if (dice.chance(0.3)) body.priority = dice.pick([5, 10, 30, 40]);
    if (dice.chance(times.expiringShare))
      body.expiresAt = rfc3339(dice.whole(eligibleFrom + 1, times.until + 40 * DAY));
    if (PAID.includes(source)) body.costBasis = { amountMinor: '1990', currency: 'CNY', taxIncluded: true };
    return { type: 'grantCredits', at: rfc3339(times.at), body };
  });
}
