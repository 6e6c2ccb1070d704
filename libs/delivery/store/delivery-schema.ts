import type { AcknowledgementSchema } from '../acknowledgements/acknowledgement-schema.js';
import type { WebhookSchema } from '../webhooks/webhook-schema.js';

/** Up to which position of which ledger a feed has told. */
export interface FeedCursorColumns {
  readonly feed: string;
  readonly ledger_id: string;
  readonly position: number;
}

/** delivery.db: what was told to whom. It cannot be derived again, unlike the read models. */
export interface DeliverySchema extends AcknowledgementSchema, WebhookSchema {
  readonly feed_cursors: FeedCursorColumns;
}
