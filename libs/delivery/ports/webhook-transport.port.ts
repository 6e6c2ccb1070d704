import type { Instant } from '#libs/kernel/index.js';

/** One attempt to hand a message over. */
export interface WebhookRequest {
  readonly url: string;
  /** The same over all attempts. */
  readonly id: string;
  readonly at: Instant;
  /** Sent and signed byte for byte. */
  readonly body: string;
  /** `whsec_…`, newest first: each signs. */
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
  /** Ends the attempt as `interrupted`. */
  readonly signal: AbortSignal;
}

export type WebhookAnswer =
  | {
      readonly type: 'answered';
      readonly status: number;
      /** As it came. */
      readonly retryAfter: string | null;
      /** The first 1 KiB of the body. */
      readonly answer: string;
    }
  | {
      readonly type: 'failed';
      readonly reason: 'timed_out' | 'unreachable' | 'address_refused' | 'interrupted';
      /** For people. */
      readonly error: string;
    };

/** How messages reach an endpoint. */
export interface WebhookTransport {
  /** Why nothing would be sent to this address, in words; `undefined` when it may be used, as far as is known now. */
  refusalOf(url: string): Promise<string | undefined>;
  /** Follows no redirect. Never rejects. */
  send(request: WebhookRequest): Promise<WebhookAnswer>;
}
