import type { Kysely, Selectable } from 'kysely';
import type { DeliverySchema } from '../store/delivery-schema.js';
import { WebhookDeliveryUnknown } from './webhook-errors.js';
import type { WebhookAttemptColumns, WebhookDeliveryColumns } from './webhook-schema.js';
import type { DeliveryFilter, WebhookAttempt, WebhookDelivery, WebhookDeliveryDetail } from './webhook-view.js';

/** What was sent, and how it went. Kept 30 days from its end. */
export class WebhookDeliveries {
  constructor(private readonly db: Kysely<DeliverySchema>) {}

  /** Newest first, one more than `limit` where there are more. @param before number of the last of the page before */
  async list(
    endpoint: string,
    { state, account }: DeliveryFilter,
    { before, limit }: { readonly before: number; readonly limit: number },
  ): Promise<readonly WebhookDelivery[]> {
    const rows = await this.db
      .selectFrom('webhook_deliveries')
      .selectAll()
      .where('endpoint', '=', endpoint)
      .where('number', '<', before)
      .$if(state !== undefined, (query) => query.where('state', '=', state!))
      .$if(account !== undefined, (query) => query.where('account', '=', account!))
      .orderBy('number', 'desc')
      .limit(limit + 1)
      .execute();
    return rows.map(deliveryOf);
  }

  /** @throws WebhookDeliveryUnknown */
  async detail(endpoint: string, delivery: number): Promise<WebhookDeliveryDetail> {
    const row = await this.db
      .selectFrom('webhook_deliveries as told')
      .innerJoin('webhook_messages as message', 'message.id', 'told.message')
      .selectAll('told')
      .select('message.body')
      .where('told.endpoint', '=', endpoint)
      .where('told.number', '=', delivery)
      .executeTakeFirst();
    if (row === undefined) throw new WebhookDeliveryUnknown();
    const attempts = await this.db
      .selectFrom('webhook_attempts')
      .selectAll()
      .where('delivery', '=', delivery)
      .orderBy('number')
      .execute();
    return { ...deliveryOf(row), body: row.body, attemptLog: attempts.map(attemptOf) };
  }
}

function deliveryOf(row: Selectable<WebhookDeliveryColumns>): WebhookDelivery {
  return {
    delivery: row.number,
    endpoint: row.endpoint,
    message: row.message,
    type: row.type,
    account: row.account === '' ? null : row.account,
    state: row.state,
    reason: row.reason,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

function attemptOf(row: Selectable<WebhookAttemptColumns>): WebhookAttempt {
  const { at, outcome, status, error, answer } = row;
  return { at, durationMs: row.duration_ms, outcome, status, error, answer };
}
