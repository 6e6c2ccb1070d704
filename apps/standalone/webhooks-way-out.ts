import type { Kysely } from 'kysely';
import { startWebhooks, type Webhooks } from '#libs/delivery/index.js';
import type { DeliverySchema } from '#libs/delivery/ports/delivery-database.js';
import { HttpWebhookTransport } from '#libs/platform/webhooks/index.js';
import type { DeliverySideOptions, WayOut } from './way-out.js';

/** What is being sent when the process stops may take this long to end; broken off it is sent again at the next start. */
const STOP_DEADLINE_MS = 5_000;

export interface WebhooksWayOut extends WayOut {
  readonly webhooks: Webhooks;
}

/** Alerts to the endpoints of customers. */
export function webhooksWayOut(
  { config, readSide, logger }: DeliverySideOptions,
  db: Kysely<DeliverySchema>,
): WebhooksWayOut {
  const { allowsPrivate, timeoutMs } = config.webhooks;
  const webhooks = startWebhooks({
    db,
    alerts: readSide.models.alerts,
    transport: new HttpWebhookTransport({ allowsPrivate }),
    logger,
    timeoutMs,
  });
  return {
    webhooks,
    feeds: [webhooks.feed],
    problem: () => webhooks.problem(),
    stop: () => webhooks.stop(STOP_DEADLINE_MS),
  };
}
