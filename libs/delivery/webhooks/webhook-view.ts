import type { AccountId, Instant } from '#libs/kernel/index.js';

/** What an endpoint may ask to be told of. Names are stable for ever; a new one is added at the end. */
export const WEBHOOK_EVENT_TYPES = ['alert.fired', 'alert.cleared'] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number];

/** Sent when an operator asks for it, to one endpoint, whatever that endpoint wants to be told of. */
export const TEST_MESSAGE_TYPE = 'webhook.test';
export type WebhookMessageType = WebhookEventType | typeof TEST_MESSAGE_TYPE;

export const DISABLED_REASONS = ['operator', 'gone', 'failing'] as const;
export const DELIVERY_STATES = ['pending', 'delivered', 'dead'] as const;
export const DEAD_REASONS = ['attempts_exhausted', 'gone', 'endpoint_disabled'] as const;
export const ATTEMPT_OUTCOMES = [
  'delivered',
  'refused',
  'redirected',
  'gone',
  'timed_out',
  'unreachable',
  'address_refused',
] as const;

export type DisabledReason = (typeof DISABLED_REASONS)[number];
export type DeliveryState = (typeof DELIVERY_STATES)[number];
export type DeadReason = (typeof DEAD_REASONS)[number];
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** What the operator decides about an endpoint. */
export interface WebhookWish {
  readonly url: string;
  /** For people; may be empty. */
  readonly description: string;
  readonly eventTypes: readonly WebhookEventType[];
  /** `null`: of every account. */
  readonly accounts: readonly AccountId[] | null;
}

/** Where messages go. It never shows a secret. */
export interface WebhookEndpoint extends WebhookWish {
  readonly id: string;
  readonly state: 'enabled' | 'disabled';
  readonly disabledReason: DisabledReason | null;
  readonly disabledAt: Instant | null;
  /** Since when no message has been taken; `null` while all is well. */
  readonly failingSinceAt: Instant | null;
  readonly createdAt: Instant;
  /** Until then the secret before the newest signs too; `null` when it signs no more. */
  readonly oldSecretEndsAt: Instant | null;
}

/** An endpoint whose secret was just made: it cannot be shown again. */
export interface IssuedWebhook {
  readonly endpoint: WebhookEndpoint;
  /** `whsec_` and 32 bytes in base64. */
  readonly secret: string;
}

/** One message to one endpoint. */
export interface WebhookDelivery {
  /** Counts up over all endpoints, in the order of the journal. */
  readonly delivery: number;
  readonly endpoint: string;
  /** Id of the message, the same over all attempts and endpoints. */
  readonly message: string;
  readonly type: WebhookMessageType;
  /** `null` for a test message. */
  readonly account: AccountId | null;
  readonly state: DeliveryState;
  /** Why it is dead. */
  readonly reason: DeadReason | null;
  /** Since it was last (re)started. */
  readonly attempts: number;
  /** The next attempt, not earlier; `null` when there is none, or an earlier message of the account comes first. */
  readonly nextAttemptAt: Instant | null;
  readonly createdAt: Instant;
  readonly finishedAt: Instant | null;
}

export interface WebhookAttempt {
  readonly at: Instant;
  readonly durationMs: number;
  readonly outcome: AttemptOutcome;
  /** HTTP status; `null` without an answer. */
  readonly status: number | null;
  /** What went wrong, for people. */
  readonly error: string | null;
  /** The first 1 KiB of the answer's body. */
  readonly answer: string | null;
}

/** With what is sent, byte for byte, and how each attempt ended. */
export interface WebhookDeliveryDetail extends WebhookDelivery {
  readonly body: string;
  /** Oldest first. */
  readonly attemptLog: readonly WebhookAttempt[];
}

export interface DeliveryFilter {
  readonly state?: DeliveryState;
  readonly account?: AccountId;
}

/** What is still to be sent, to whomever. */
export interface WebhookBacklog {
  readonly pending: number;
  /** When the oldest that is still to be sent was made; `null` when there is none. */
  readonly oldestAt: Instant | null;
}

/** For those who watch the process. */
export interface WebhookFigures {
  /** Since the start of the process, by how they ended. */
  readonly attempts: Readonly<Record<AttemptOutcome, number>>;
  readonly pending: number;
  /** How long the oldest that is pending has been; 0 when there is none. */
  readonly oldestSeconds: number;
}
