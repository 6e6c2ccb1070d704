import type { Generated } from 'kysely';
import type { AttemptOutcome, DeadReason, DeliveryState, DisabledReason, WebhookMessageType } from './webhook-view.js';

/** Where messages go. Secrets stand in clear: they are needed to sign. */
export interface WebhookEndpointColumns {
  readonly number: Generated<number>;
  readonly id: string;
  readonly url: string;
  readonly description: string;
  /** JSON list. */
  readonly event_types: string;
  /** JSON list; `null`: every account. */
  readonly accounts: string | null;
  readonly secret: string;
  readonly old_secret: string | null;
  readonly old_secret_ends_at: number | null;
  readonly disabled_reason: DisabledReason | null;
  readonly disabled_at: number | null;
  readonly failing_since_at: number | null;
  /** Until then the endpoint has asked for quiet. */
  readonly quiet_until_at: number | null;
  readonly created_at: number;
}

/** What is told, once for all endpoints. */
export interface WebhookMessageColumns {
  readonly id: string;
  readonly type: WebhookMessageType;
  readonly body: string;
  readonly created_at: number;
}

export interface WebhookDeliveryColumns {
  /** Grows with the journal: the order within an account. */
  readonly number: Generated<number>;
  readonly endpoint: string;
  readonly message: string;
  readonly type: WebhookMessageType;
  /** Empty for a test message. */
  readonly account: string;
  readonly state: DeliveryState;
  readonly reason: DeadReason | null;
  readonly attempts: number;
  /** `null` once it is delivered or dead, and while an earlier one of the account is pending. */
  readonly next_attempt_at: number | null;
  readonly created_at: number;
  readonly finished_at: number | null;
}

export interface WebhookAttemptColumns {
  readonly number: Generated<number>;
  readonly delivery: number;
  readonly at: number;
  readonly duration_ms: number;
  readonly outcome: AttemptOutcome;
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: string | null;
}

export interface WebhookSchema {
  readonly webhook_endpoints: WebhookEndpointColumns;
  readonly webhook_messages: WebhookMessageColumns;
  readonly webhook_deliveries: WebhookDeliveryColumns;
  readonly webhook_attempts: WebhookAttemptColumns;
}
