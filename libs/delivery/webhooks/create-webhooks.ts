import type { Kysely } from 'kysely';
import type { Instant } from '#libs/kernel/index.js';
import type { AlertQueries } from '#libs/projections/contract.js';
import type { FeedLogger } from '../feeds/feed-loop.js';
import type { Feed } from '../feeds/feed.js';
import type { WebhookTransport } from '../ports/webhook-transport.port.js';
import type { DeliverySchema } from '../store/delivery-schema.js';
import { WebhookDeliveries } from './webhook-deliveries.js';
import { WebhookEndpoints } from './webhook-endpoints.js';
import { WebhookHealth } from './webhook-health.js';
import { startWebhookHousekeeping } from './webhook-housekeeping.js';
import { WebhookOutbox } from './webhook-outbox.js';
import { WebhookQueue } from './webhook-queue.js';
import { WebhookSender } from './webhook-sender.js';
import { WebhooksFeed } from './webhooks-feed.js';
import { ATTEMPT_OUTCOMES, type AttemptOutcome, type WebhookFigures } from './webhook-view.js';

export interface WebhooksOptions {
  readonly db: Kysely<DeliverySchema>;
  readonly alerts: Pick<AlertQueries, 'transitions'>;
  readonly transport: WebhookTransport;
  readonly logger: FeedLogger;
  /** How long one attempt may take. */
  readonly timeoutMs: number;
  readonly now?: () => Instant;
  /** From 0 to below 1. */
  readonly random?: () => number;
  /** How late it may be seen that a next attempt is due. */
  readonly pollMs?: number;
}

const POLL_MS = 500;

/** Everything about webhooks in one process: what operators may do, the feed that fills them, and what sends them. */
export interface Webhooks {
  readonly feed: Feed;
  readonly endpoints: WebhookEndpoints;
  readonly deliveries: WebhookDeliveries;
  readonly outbox: WebhookOutbox;
  /** There may be something to send, or an endpoint may have changed. */
  wake(): void;
  /** Endpoints that were disabled without an operator's wish, in words; `undefined` when there are none. */
  problem(): string | undefined;
  figures(): Promise<WebhookFigures>;
  /** What is being sent may end until the deadline. */
  stop(deadlineMs: number): Promise<void>;
}

/** Sends from now on what is due. */
export function startWebhooks(options: WebhooksOptions): Webhooks {
  const { db, alerts, transport, logger, timeoutMs, now = Date.now, random = Math.random, pollMs = POLL_MS } = options;
  const endpoints = new WebhookEndpoints(db, transport, now);
  const outbox = new WebhookOutbox(db, now);
  const health = new WebhookHealth(endpoints, logger);
  const attempts = Object.fromEntries(ATTEMPT_OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    AttemptOutcome,
    number
  >;
  const sender = new WebhookSender({
    queue: new WebhookQueue(db, now, random),
    transport,
    now,
    logger,
    timeoutMs,
    pollMs,
    onAttempt: (outcome) => (attempts[outcome] += 1),
    onDisabled: () => health.refresh(),
  });
  const housekeeping = startWebhookHousekeeping({ outbox, endpoints, logger, now });
  health.refresh();
  sender.start();
  return {
    feed: new WebhooksFeed(alerts, outbox, () => sender.wake()),
    endpoints,
    deliveries: new WebhookDeliveries(db),
    outbox,
    wake: () => {
      sender.wake();
      health.refresh();
    },
    problem: () => health.problem(),
    figures: async () => {
      const { pending, oldestAt } = await outbox.backlog();
      return { attempts: { ...attempts }, pending, oldestSeconds: oldestAt === null ? 0 : (now() - oldestAt) / 1_000 };
    },
    stop: async (deadlineMs) => {
      await sender.stop(deadlineMs);
      await housekeeping.stop();
      await health.settled();
    },
  };
}
