import { describe, expect, it, jest } from '@jest/globals';
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { patchRequestQueue } from './request-queue-patch.js';

interface Queue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: unknown;
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
}

function queue(state: { pending?: unknown[]; throttledMs?: number }): Queue & { checks: number } {
  patchRequestQueue();
  const { prototype } = RequestQueue as { prototype: Pick<Queue, 'scheduleCheckPendingRequests'> };
  return {
    checks: 0,
    pending: state.pending ?? [],
    throttledUntil: state.throttledMs === undefined ? -1 : Date.now() + state.throttledMs,
    throttleCheckTimeoutId: null,
    scheduleCheckPendingRequests: prototype.scheduleCheckPendingRequests,
    checkPendingRequests() {
      this.checks += 1;
    },
  };
}

describe("kafkajs' request queue", () => {
  it('sets no timer while it has nothing to do', () => {
    const idle = queue({});
    idle.scheduleCheckPendingRequests();
    expect(idle.throttleCheckTimeoutId).toBeNull();
  });

  it('checks what is pending once, soon, or when the broker no longer throttles', () => {
    jest.useFakeTimers();
    try {
      const pending = queue({ pending: ['a request'] });
      pending.scheduleCheckPendingRequests();
      pending.scheduleCheckPendingRequests();
      jest.advanceTimersByTime(10);
      expect(pending.checks).toBe(1);

      const throttled = queue({ throttledMs: 500 });
      throttled.scheduleCheckPendingRequests();
      jest.advanceTimersByTime(499);
      expect(throttled.checks).toBe(0);
      jest.advanceTimersByTime(1);
      expect(throttled.checks).toBe(1);
    } finally {
      jest.useRealTimers();
    }
  });
});
