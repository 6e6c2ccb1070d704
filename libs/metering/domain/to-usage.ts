import type { Instant, Quantity } from '#libs/kernel/index.js';
import type { Usage } from '../contract.js';
import { Fault } from './fault.js';
import { readOccurredAt } from './occurred-at.js';
import type { KindCounts } from './counts.js';
import { readProviderUsage } from './provider-usage/index.js';
import { canonicalQuantities, checkTotal } from './quantities.js';
import type { UsageEvent, UsageEventData } from './usage-event.js';

type Draft = { -readonly [Member in keyof Usage]: Usage[Member] };

/** An event of the right shape → the usage it means, or what contradicts itself in it. */
export function toUsage(event: UsageEvent): Usage | Fault {
  const occurredAt = readOccurredAt(event);
  if (occurredAt instanceof Fault) return occurredAt;
  const counts = readCounts(event.data);
  if (counts instanceof Fault) return counts;
  const quantities = canonicalQuantities(counts);
  return checkTotal(quantities, event.data.total) ?? compose(event, occurredAt, quantities);
}

function readCounts({ quantities, usage }: UsageEventData): KindCounts | Fault {
  return usage === undefined ? (quantities ?? {}) : readProviderUsage(usage);
}

function compose({ id, source, data }: UsageEvent, occurredAt: Instant, quantities: readonly Quantity[]): Usage {
  const usage: Draft = {
    key: { source, id },
    account: data.account,
    occurredAt,
    provider: data.provider,
    model: data.model,
    tier: data.tier ?? 'standard',
    quantities,
    requestId: data.requestId ?? id,
    quality: data.quality ?? 'measured',
  };
  if (data.member !== undefined) usage.member = data.member;
  if (data.app !== undefined) usage.app = data.app;
  if (data.requestedModel !== undefined) usage.requestedModel = data.requestedModel;
  if (data.parentRequestId !== undefined) usage.parentRequestId = data.parentRequestId;
  if (data.reservationId !== undefined) usage.reservationId = data.reservationId;
  if (data.final !== undefined) usage.final = data.final;
  return usage;
}
