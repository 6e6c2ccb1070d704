import type { DomainEvent, EventMeta, JournalEvent } from '#libs/journal/contract.js';
import { credits } from '#libs/kernel/index.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import type { TariffPublished } from '#libs/catalog/contract.js';

const HASH = 'ab'.repeat(32);
const FINGERPRINT = 'cd'.repeat(16);
const AT = Date.UTC(2026, 2, 1);

const BY_COMMAND: EventMeta = {
  recordedAt: AT,
  receivedAt: AT - 5,
  actor: 'billing',
  cause: { type: 'command', client: 'billing', key: FINGERPRINT, input: '01'.repeat(16) },
};

const BY_INTAKE: EventMeta = {
  recordedAt: AT + 1,
  receivedAt: AT - 7,
  actor: 'metering.usage.v1',
  cause: { type: 'intake', source: 'kafka:cluster/metering.usage.v1/3#2', offset: 9_007_199_254 },
};

type Samples<Event extends DomainEvent> = { readonly [Type in Event['type']]: Extract<Event, { type: Type }>['data'] };

/** One of every event type, each field set and the largest amounts among them. */
const SAMPLES: Samples<AccountEvent> & Samples<TariffPublished> = {
  AccountOpened: {
    account: 'team-1',
    kind: 'team',
    openedAt: AT,
    currency: 'CNY',
    zone: 'Asia/Shanghai',
    billingDay: 31,
    overagePolicy: 'block',
    tariffBook: 'standard',
    alertRules: { percents: [50, 80, 100], floorsMicro: [credits(1_000_000n)] },
    members: ['m-1', 'm-2'],
  },
  MemberAdded: { account: 'team-1', member: 'm-3' },
  AlertRulesSet: { account: 'team-1', alertRules: { percents: [90], floorsMicro: [] } },
  PeriodOpened: {
    account: 'team-1',
    period: 1,
    startsAt: AT,
    endsAt: AT + 2_678_400_000,
    zone: 'Asia/Shanghai',
    billingDay: 31,
  },
  CreditsGranted: {
    account: 'team-1',
    grant: '~1',
    source: 'top_up',
    priority: 40,
    amountMicro: credits(2n ** 63n - 1n),
    eligibleFrom: AT,
    expiresAt: AT + 86_400_000,
    scope: { models: ['qwen-max'], kinds: ['input', 'request'], apps: null },
    costBasis: { amountMinor: 990n, currency: 'CNY', taxIncluded: true },
    paymentRef: 'pay-1',
  },
  UsageCharged: {
    usage: {
      source: 'gateway/shanghai-1',
      id: '0190a4c2-7d6e',
      account: 'team-1',
      member: 'm-1',
      app: 'workbuddy',
      occurredAt: AT - 1_000,
      provider: 'alibaba',
      model: 'qwen-max',
      requestedModel: 'qwen-max-latest',
      tier: 'batch',
      requestId: 'req-1',
      parentRequestId: 'req-0',
      reservationId: 'hold-1',
      final: false,
      quality: 'estimated',
    },
    contentHash: HASH,
    hashVersion: 1,
    period: 0,
    judgedAt: AT - 1_000,
    burnOrder: 1,
    tariffs: [{ book: 'standard', version: 3, hash: HASH }],
    components: [
      { kind: 'input', quantity: 1_000_000_000_000, tariff: 0, rate: 7, promotion: 0, amountMicro: credits(1_500n) },
      { kind: 'output', quantity: 1, tariff: 0, rate: 8, promotion: null, amountMicro: credits(0n) },
    ],
    allocations: [
      { component: 0, grant: '~1', overage: null, amountMicro: credits(1_000n), afterMicro: credits(0n) },
      {
        component: 0,
        grant: null,
        overage: { period: 0, policy: 'block', priceVersion: null },
        amountMicro: credits(500n),
        afterMicro: credits(500n),
      },
    ],
    totalMicro: credits(1_500n),
    remainingAfterMicro: credits(0n),
    overageAfterMicro: credits(500n),
    flags: ['member_unknown', 'before_opening'],
  },
  UsageConflictRecorded: {
    account: 'team-1',
    source: 'gateway/shanghai-1',
    id: '0190a4c2-7d6e',
    chargedRevision: 3,
    conflictingHash: HASH,
    hashVersion: 1,
    claimedAccount: 'team-2',
  },
  TariffPublished: {
    book: 'standard',
    version: 1,
    mode: 'full',
    effectiveFrom: AT,
    families: [{ name: 'qwen', models: ['qwen-max', 'qwen-plus'] }],
    rates: [
      { target: 'family:qwen', kind: 'cache_write_1h', tier: 'standard', creditsMicro: credits(250_000n), per: 3 },
    ],
    promotions: [
      {
        id: 'spring',
        from: AT,
        until: AT + 1,
        models: null,
        kinds: ['input'],
        apps: ['workbuddy'],
        numerator: 1,
        denominator: 3,
      },
    ],
    hash: HASH,
  },
};

const FROM_INTAKE: readonly string[] = ['UsageCharged', 'UsageConflictRecorded', 'PeriodOpened'];

export function goldenSamples(): readonly JournalEvent[] {
  return Object.entries(SAMPLES).map(([type, data]) => ({
    event: { type, data },
    meta: FROM_INTAKE.includes(type) ? BY_INTAKE : BY_COMMAND,
  }));
}
