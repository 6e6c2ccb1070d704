import type { Instant } from '#libs/kernel/index.js';
import type { FeedLogger } from '../feeds/feed-loop.js';
import type { WebhookEndpoints } from './webhook-endpoints.js';
import type { WebhookOutbox } from './webhook-outbox.js';

const HOUR_MS = 60 * 60 * 1_000;
const KEPT_MS = 30 * 24 * HOUR_MS;

interface Parts {
  readonly outbox: WebhookOutbox;
  readonly endpoints: WebhookEndpoints;
  readonly logger: FeedLogger;
  readonly now: () => Instant;
}

/** Hour by hour: forgets deliveries 30 days after their end, and secrets that sign no more. */
export function startWebhookHousekeeping(parts: Parts): { stop(): Promise<void> } {
  let running = keepHouse(parts);
  const timer = setInterval(() => {
    running = running.then(() => keepHouse(parts));
  }, HOUR_MS);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

/** A failed try is made again an hour later; nothing else depends on it. */
async function keepHouse({ outbox, endpoints, logger, now }: Parts): Promise<void> {
  try {
    await endpoints.forgetOldSecrets();
    const forgotten = await outbox.prune(now() - KEPT_MS);
    if (forgotten > 0) logger.info({ forgotten }, 'forgot webhook deliveries that ended 30 days ago');
  } catch (fault) {
    logger.error({ err: fault }, 'the housekeeping of webhooks failed; it is tried again in an hour');
  }
}
