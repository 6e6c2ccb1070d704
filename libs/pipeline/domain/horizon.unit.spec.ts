import { describe, expect, it } from '@jest/globals';
import { beyondHorizon, FUTURE_TOLERANCE_MS } from './horizon.js';

const RECEIVED = Date.parse('2026-11-20T10:00:00Z');
const DAY = 86_400_000;
const horizon = { lateHorizonMs: 35 * DAY };
const reasonAt = (occurredAt: number) => beyondHorizon(occurredAt, RECEIVED, horizon)?.reason;

describe('the horizon of a usage (rule 13)', () => {
  it('reaches 5 minutes beyond the receipt, and not a millisecond more', () => {
    expect(FUTURE_TOLERANCE_MS).toBe(300_000);
    expect(reasonAt(RECEIVED)).toBeUndefined();
    expect(reasonAt(RECEIVED + 300_000)).toBeUndefined();
    expect(reasonAt(RECEIVED + 300_001)).toBe('usage_in_future');
  });

  it('reaches back as far as configured, and not a millisecond more', () => {
    expect(reasonAt(RECEIVED - 35 * DAY)).toBeUndefined();
    expect(reasonAt(RECEIVED - 35 * DAY - 1)).toBe('usage_too_old');
    expect(beyondHorizon(RECEIVED - 1, RECEIVED, { lateHorizonMs: 0 })?.reason).toBe('usage_too_old');
  });

  it('says when it happened and what to do', () => {
    expect(beyondHorizon(RECEIVED + DAY, RECEIVED, horizon)?.sentence).toMatch(/2026-11-21T10:00:00.000Z.*clock/);
    expect(beyondHorizon(RECEIVED - 36 * DAY, RECEIVED, horizon)?.sentence).toMatch(
      /2026-10-15T10:00:00.000Z.*operator/,
    );
  });
});
