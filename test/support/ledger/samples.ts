import type { Credits, Instant, Kind } from '#libs/kernel/index.js';
import {
  UNSCOPED,
  type Allocation,
  type AccountCommand,
  type ChargeComponent,
  type ChargeUsage,
  type Clock,
  type CommandContext,
  type CreditsGranted,
  type GrantCredits,
  type GrantTerms,
  type OpenAccount,
  type OverageBucket,
  type PeriodOpened,
  type UsageCharged,
} from '#libs/ledger/index.js';
import { accountOpened, creditsGranted, members, micro } from '../journal/event-builders.js';

/** In micro-credits. */
type Amount = number | bigint;

/** One account, `a`, in UTC, opened on 1 January 2026 with billing day 1. It is 10 January. */
export const OPENED_AT = instant('2026-01-01T00:00:00Z');
export const NOW = instant('2026-01-10T00:00:00Z');
export const FEBRUARY = instant('2026-02-01T00:00:00Z');
export const MARCH = instant('2026-03-01T00:00:00Z');
export const PIN = { book: 'standard', version: 1, hash: 'cd'.repeat(32) };

export const opened = accountOpened('a', { zone: 'UTC', openedAt: OPENED_AT, members: members('m-1') });
export const january = period(0, OPENED_AT, FEBRUARY);
export const february = period(1, FEBRUARY, MARCH);
/** The history of an account that has nothing yet. */
export const OPEN = [opened, january] as const;

/** Hand-written instants must exist. */
export function instant(text: string): Instant {
  const found = Date.parse(text);
  if (Number.isNaN(found)) throw new Error(`no instant: ${text}`);
  return found;
}

export function period(number: number, startsAt: Instant, endsAt: Instant): PeriodOpened {
  return { type: 'PeriodOpened', data: { account: 'a', period: number, startsAt, endsAt, zone: 'UTC', billingDay: 1 } };
}

export function granted(
  grant: string,
  amount: Amount,
  terms: Partial<GrantTerms> = {},
  data: Partial<Omit<CreditsGranted['data'], 'account' | 'terms'>> = {},
): CreditsGranted {
  return creditsGranted('a', grant, { amountMicro: micro(amount), eligibleFrom: OPENED_AT, ...terms }, data);
}

/** How long after its end a period is sealed and an expired grant is taken. */
export const GRACE = 72 * 3_600_000;

/** Every source has been read up to now. */
export function clockAt(now: Instant): Clock {
  return { now, giveUpTo: now, takeUpTo: now, closeGraceMs: GRACE };
}

/** What a command is decided with at an instant, when no key it uses was used before. */
export function at(now: Instant): CommandContext {
  return { clock: clockAt(now), alreadyDone: false, idUsed: false };
}

export function context(more: Partial<CommandContext> = {}): CommandContext {
  return { ...at(NOW), ...more };
}

export function openAccount(more: Partial<OpenAccount> = {}, seen: Partial<CommandContext> = {}): AccountCommand {
  return {
    type: 'OpenAccount',
    account: 'a',
    kind: 'individual',
    currency: 'CNY',
    zone: 'UTC',
    billingDay: 1,
    tariffBook: 'standard',
    alertRules: { percents: [50, 80, 100], floorsMicro: [] },
    members: members('m-1'),
    ...more,
    context: context(seen),
  };
}

export function grantCredits(more: Partial<GrantCredits> = {}, seen: Partial<CommandContext> = {}): AccountCommand {
  const grant = { type: 'GrantCredits', account: 'a', grant: 'g', source: 'subscription' } as const;
  return { ...grant, amountMicro: micro(100), scope: UNSCOPED, ...more, context: context(seen) };
}

/** The account's numbering names it. */
export function grantWithoutId(): AccountCommand {
  const grant = { type: 'GrantCredits', account: 'a', source: 'subscription' } as const;
  return { ...grant, amountMicro: micro(100), scope: UNSCOPED, context: context() };
}

type Cost = readonly [kind: Kind, amount: Amount];

/**
 * A usage of account `a` on 10 January; each cost is one component, priced already. Another source is far behind, so
 * that nothing is taken (rule 15) unless the command says otherwise.
 */
export function chargeUsage(
  costs: readonly Cost[],
  more: Partial<ChargeUsage['usage']> = {},
  command: Partial<ChargeUsage> = {},
): ChargeUsage {
  const usage: ChargeUsage['usage'] = {
    key: { source: 'gateway', id: 'call-1' },
    account: 'a',
    occurredAt: NOW,
    provider: 'provider',
    model: 'qwen',
    tier: 'standard',
    quantities: costs.map(([kind]) => ({ kind, quantity: 1 })),
    requestId: 'call-1',
    quality: 'measured',
    ...more,
  };
  const components = costs.map(([kind, amount]) => component(kind, amount));
  const receivedAt = command.receivedAt ?? NOW + 1_000;
  return {
    type: 'ChargeUsage',
    usage,
    contentHash: 'ab'.repeat(32),
    tariffs: [PIN],
    components,
    receivedAt,
    clock: { ...clockAt(receivedAt), takeUpTo: OPENED_AT },
    settledBefore: false,
    ...command,
  };
}

function component(kind: Kind, amount: Amount): ChargeComponent {
  return { kind, quantity: 1, tariff: 0, rate: 0, promotion: null, amountMicro: micro(amount) };
}

export function fromGrant(component: number, grant: string, amount: Amount, after: Amount, held = false): Allocation {
  return { component, grant, overage: null, held, amountMicro: micro(amount), afterMicro: micro(after) };
}

export function blockBucket(inPeriod = 0): OverageBucket {
  return { period: inPeriod, policy: 'block', priceVersion: null };
}

/** Into a bucket of its own, or into that of `block` in a period. */
export function toOverage(
  component: number,
  amount: Amount,
  after: Amount,
  bucket: OverageBucket | number = 0,
  held = false,
): Allocation {
  const overage = typeof bucket === 'number' ? blockBucket(bucket) : bucket;
  return { component, grant: null, overage, held, amountMicro: micro(amount), afterMicro: micro(after) };
}

/** The debit of a charge: who pays, and what the account has left and owes after it. */
export function debit(
  { usage, contentHash, tariffs, components }: ChargeUsage,
  allocations: readonly Allocation[],
  after: {
    readonly remaining: Amount;
    readonly overage: Amount;
    readonly period?: number;
    readonly originPeriod?: number;
    readonly judgedAt?: Instant;
    readonly flags?: UsageCharged['data']['flags'];
  },
): UsageCharged {
  const { key, member, app, requestedModel, parentRequestId, reservationId, final, quantities: _, ...same } = usage;
  return {
    type: 'UsageCharged',
    data: {
      usage: {
        ...same,
        ...key,
        member: member ?? null,
        app: app ?? null,
        requestedModel: requestedModel ?? null,
        parentRequestId: parentRequestId ?? null,
        reservationId: reservationId ?? null,
        final: final ?? true,
      },
      contentHash,
      hashVersion: 1,
      period: after.period ?? 0,
      originPeriod: after.originPeriod ?? null,
      judgedAt: after.judgedAt ?? usage.occurredAt,
      burnOrder: 1,
      tariffs,
      components,
      allocations,
      totalMicro: total(components),
      remainingAfterMicro: micro(after.remaining),
      overageAfterMicro: micro(after.overage),
      flags: after.flags ?? [],
    },
  };
}

function total(components: readonly ChargeComponent[]): Credits {
  return micro(components.reduce((sum, { amountMicro }) => sum + amountMicro, 0n));
}
