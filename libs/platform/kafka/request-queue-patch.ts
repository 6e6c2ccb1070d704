import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/** kafkajs' queue of requests to one broker, as far as the patch touches it. */
interface RequestQueueState {
  readonly pending: readonly unknown[];
  /** ms since the epoch; in the past where the broker does not throttle. */
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
}

interface PatchableQueue {
  readonly prototype: { scheduleCheckPendingRequests: (this: RequestQueueState) => void };
}

const PENDING_CHECK_MS = 10;

/**
 * kafkajs 2.2.4 sets a timer with a negative delay, again and again, while nothing is pending. On Node 24 that is a
 * warning and about a thousand timers a second for each connection; here a timer is set only if there is work.
 * @throws Error if kafkajs is another version than the patch was made for
 */
export function patchRequestQueue(): void {
  if (!isPatchable(RequestQueue)) {
    throw new Error('kafkajs has changed: RequestQueue.scheduleCheckPendingRequests is gone. Pin kafkajs 2.2.4.');
  }
  RequestQueue.prototype.scheduleCheckPendingRequests = scheduleCheckPendingRequests;
}

function scheduleCheckPendingRequests(this: RequestQueueState): void {
  if (this.throttleCheckTimeoutId !== null) return;
  const throttledMs = this.throttledUntil - Date.now();
  if (this.pending.length === 0 && throttledMs <= 0) return;
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledMs > 0 ? throttledMs : PENDING_CHECK_MS,
  );
}

function isPatchable(queue: unknown): queue is PatchableQueue {
  return (
    typeof queue === 'function' &&
    'prototype' in queue &&
    typeof (queue.prototype as Record<string, unknown>).scheduleCheckPendingRequests === 'function'
  );
}
