import type { Credits, Instant, Kind } from '#libs/kernel/index.js';
import type { EventMeta } from '#libs/journal/contract.js';
import { UNSCOPED } from '#libs/ledger/contract.js';
import type {
  AccountOpened,
  CreditsGranted,
  GrantTerms,
  MemberTerms,
  PeriodOpened,
  UsageCharged,
} from '#libs/ledger/contract.js';

export const DAY = 86_400_000;
export const START: Instant = Date.parse('2026-01-01T00:00:00Z');
const HASH = 'ab'.repeat(32);

export function micro(amount: number | bigint): Credits {
  return BigInt(amount) as Credits;
}

export function meta(recordedAt: Instant): EventMeta {
  const cause = { type: 'intake', source: 'file:test', offset: 0 } as const;
  return { recordedAt, receivedAt: recordedAt, actor: 'test', cause };
}

export function accountOpened(account: string, data: Partial<AccountOpened['data']> = {}): AccountOpened {
  return {
    type: 'AccountOpened',
    data: {
      account,
      kind: 'individual',
      openedAt: START,
      currency: 'CNY',
      zone: 'Asia/Shanghai',
      billingDay: 1,
      overagePolicy: { type: 'block' },
      tariffBook: 'standard',
      alertRules: { percents: [50, 80, 100], floorsMicro: [] },
      members: [],
      ...data,
    },
  };
}

/** Periods of 30 days from START on. */
export function periodOpened(account: string, period: number): PeriodOpened {
  const startsAt = START + period * 30 * DAY;
  const endsAt = startsAt + 30 * DAY;
  return {
    type: 'PeriodOpened',
    data: { account, period, startsAt, endsAt, zone: 'Asia/Shanghai', billingDay: 1 },
  };
}

/** A subscription's 100 credits, unless the terms say otherwise. */
export function creditsGranted(
  account: string,
  grant: string,
  terms: Partial<GrantTerms> = {},
  data: Partial<Omit<CreditsGranted['data'], 'account' | 'terms'>> = {},
): CreditsGranted {
  return {
    type: 'CreditsGranted',
    data: {
      account,
      terms: {
        grant,
        source: 'subscription',
        priority: 30,
        amountMicro: micro(100),
        eligibleFrom: START,
        expiresAt: null,
        scope: UNSCOPED,
        costBasis: null,
        rollover: null,
        ...terms,
      },
      product: null,
      oncePerCustomer: false,
      subscription: null,
      transfer: null,
      paymentRef: null,
      payment: null,
      repays: [],
      lines: [],
      ...data,
    },
  };
}

/** Members without a limit. */
export function members(...ids: readonly string[]): readonly MemberTerms[] {
  return ids.map((member) => ({ member, limitMicro: null }));
}

/** One component per kind; who pays and what remains is the caller's to say. */
export function usageCharged(charge: {
  readonly account: string;
  readonly id: string;
  readonly occurredAt: Instant;
  readonly amounts: readonly (readonly [Kind, Credits])[];
  readonly data: Pick<UsageCharged['data'], 'allocations' | 'remainingAfterMicro' | 'overageAfterMicro'>;
  readonly period?: number;
  readonly model?: string;
  readonly member?: string | null;
}): UsageCharged {
  const { account, id, occurredAt, amounts, data, period = 0, model = 'qwen/max', member = null } = charge;
  const components = amounts.map(([kind, amountMicro]) => component(kind, amountMicro));
  return {
    type: 'UsageCharged',
    data: {
      usage: {
        source: 'gateway',
        id,
        account,
        member,
        app: null,
        occurredAt,
        provider: 'provider',
        model,
        requestedModel: null,
        tier: 'standard',
        requestId: id,
        parentRequestId: null,
        reservationId: null,
        final: true,
        quality: 'measured',
      },
      contentHash: HASH,
      hashVersion: 1,
      period,
      originPeriod: null,
      judgedAt: occurredAt,
      burnOrder: 1,
      tariffs: [{ book: 'standard', version: 1, hash: HASH }],
      components,
      totalMicro: micro(amounts.reduce((total, [, amount]) => total + amount, 0n)),
      flags: [],
      ...data,
    },
  };
}

function component(kind: Kind, amountMicro: Credits): UsageCharged['data']['components'][number] {
  return { kind, quantity: 1, tariff: 0, rate: 0, promotion: null, amountMicro };
}
