import type { Credits, Instant } from '#libs/kernel/index.js';
import { credits, MICRO_PER_CREDIT } from '#libs/kernel/index.js';
import { UNSCOPED, type AccountKind, type GrantCredits, type OpenAccount } from '#libs/ledger/index.js';
import type { Dice } from './dice.js';

export const DAY = 86_400_000;
export const SAMPLE_ACCOUNTS = 300;
/** Used before it was opened: its usage waits until the demo opens it. */
export const LATE_ACCOUNT = 'family-moving-in';

export interface SampleAccount {
  readonly open: OpenAccount;
  readonly grants: readonly GrantCredits[];
}

const PLACES = [
  { zone: 'Asia/Shanghai', currency: 'CNY' },
  { zone: 'Asia/Shanghai', currency: 'CNY' },
  { zone: 'Asia/Shanghai', currency: 'CNY' },
  { zone: 'Asia/Shanghai', currency: 'CNY' },
  { zone: 'Asia/Kolkata', currency: 'INR' },
  { zone: 'Europe/Berlin', currency: 'EUR' },
  { zone: 'America/Sao_Paulo', currency: 'BRL' },
  { zone: 'Africa/Cairo', currency: 'EGP' },
] as const;

/** Monthly allowance and price of a plan, for the kind of account it is made for. */
const PLANS: Readonly<Record<AccountKind, { allowance: number; priceMinor: bigint; members: [number, number] }>> = {
  individual: { allowance: 1_500_000, priceMinor: 1_900n, members: [0, 0] },
  household: { allowance: 4_000_000, priceMinor: 4_900n, members: [2, 5] },
  team: { allowance: 15_000_000, priceMinor: 29_900n, members: [4, 25] },
};

function wholeCredits(amount: number): Credits {
  return credits(BigInt(Math.round(amount)) * MICRO_PER_CREDIT);
}

/** The day of the month on which the current billing period of an account began, `daysAgo` before the start. */
function dayOfMonth(start: Instant, daysAgo: number): number {
  return new Date(start - daysAgo * DAY).getUTCDate();
}

function openAccount(dice: Dice, account: string, kind: AccountKind, start: Instant, periodAge: number): OpenAccount {
  const { zone, currency } = dice.pick(PLACES);
  const [fewest, most] = PLANS[kind].members;
  const members = Array.from({ length: dice.between(fewest, most) }, (_, index) => ({
    member: `${account}.${index + 1}`,
    limitMicro: null,
  }));
  return {
    type: 'OpenAccount',
    account,
    kind,
    openedAt: start - dice.between(periodAge + 31, 400) * DAY,
    currency,
    zone,
    billingDay: dayOfMonth(start, periodAge),
    tariffBook: 'standard',
    alertRules: { percents: [50, 80, 100], floorsMicro: dice.chance(0.3) ? [wholeCredits(50_000)] : [] },
    members,
  };
}

/** This month's allowance and what was left of last month's, whose expiry is past. */
function subscriptions(open: OpenAccount, start: Instant, periodAge: number): readonly GrantCredits[] {
  const { allowance, priceMinor } = PLANS[open.kind];
  const renewed = start - periodAge * DAY;
  const month = (name: string, eligibleFrom: Instant): GrantCredits => ({
    type: 'GrantCredits',
    account: open.account,
    grant: `plan-${name}`,
    source: 'subscription',
    amountMicro: wholeCredits(allowance),
    eligibleFrom,
    expiresAt: eligibleFrom + 31 * DAY,
    scope: UNSCOPED,
    costBasis: { amountMinor: priceMinor, currency: open.currency, taxIncluded: true },
  });
  return [month('last-month', renewed - 31 * DAY), month('this-month', renewed)];
}

function extras(dice: Dice, open: OpenAccount, start: Instant): readonly GrantCredits[] {
  const { account, currency } = open;
  const grants: GrantCredits[] = [
    {
      type: 'GrantCredits',
      account,
      grant: 'free-flash',
      source: 'free_quota',
      amountMicro: wholeCredits(30_000),
      eligibleFrom: start - 20 * DAY,
      expiresAt: start + 10 * DAY,
      scope: { ...UNSCOPED, models: ['qwen-flash'] },
    },
  ];
  if (dice.chance(0.35)) {
    grants.push({
      type: 'GrantCredits',
      account,
      grant: 'welcome-deepseek',
      source: 'promotion',
      amountMicro: wholeCredits(120_000),
      eligibleFrom: start - 30 * DAY,
      expiresAt: start + dice.between(-6, 14) * DAY,
      scope: { ...UNSCOPED, models: ['deepseek-chat', 'deepseek-reasoner'] },
    });
  }
  if (dice.chance(0.3)) {
    const packs = dice.between(1, 4);
    grants.push({
      type: 'GrantCredits',
      account,
      source: 'top_up',
      amountMicro: wholeCredits(packs * 500_000),
      scope: UNSCOPED,
      costBasis: { amountMinor: BigInt(packs) * 990n, currency, taxIncluded: true },
      paymentRef: `pay-${account}-1`,
    });
  }
  return grants;
}

function sampleAccount(dice: Dice, account: string, kind: AccountKind, start: Instant): SampleAccount {
  const periodAge = dice.between(2, 26);
  const open = openAccount(dice, account, kind, start, periodAge);
  return { open, grants: [...subscriptions(open, start, periodAge), ...extras(dice, open, start)] };
}

export function sampleAccounts(dice: Dice, start: Instant): readonly SampleAccount[] {
  return Array.from({ length: SAMPLE_ACCOUNTS }, (_, index) => {
    const kind = index % 8 === 7 ? 'team' : index % 3 === 2 ? 'household' : 'individual';
    return sampleAccount(dice, `${kind}-${String(index + 1).padStart(3, '0')}`, kind, start);
  });
}

export function lateAccount(dice: Dice, start: Instant): SampleAccount {
  return sampleAccount(dice, LATE_ACCOUNT, 'household', start);
}
