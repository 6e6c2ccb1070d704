import { describe, expect, it } from '@jest/globals';
import { nextAttemptAt, quietUntil, RETRY_STEPS_MS } from './retry-schedule.js';

const NOW = Date.UTC(2026, 10, 1);
const DAY_MS = 24 * 60 * 60 * 1_000;

describe('the next attempt', () => {
  it('comes later and later, from half a step to one and a half', () => {
    for (const [index, step] of RETRY_STEPS_MS.entries()) {
      expect(nextAttemptAt(index + 1, NOW, () => 0)).toBe(NOW + step / 2);
      expect(nextAttemptAt(index + 1, NOW, () => 0.5)).toBe(NOW + step);
      expect(nextAttemptAt(index + 1, NOW, () => 0.999_999)).toBeLessThanOrEqual(NOW + 1.5 * step);
    }
    expect([...RETRY_STEPS_MS].sort((left, right) => left - right)).toEqual(RETRY_STEPS_MS);
  });

  it('does not come after the tenth', () => {
    expect(nextAttemptAt(9, NOW, () => 0)).toBeDefined();
    expect(nextAttemptAt(10, NOW, () => 0)).toBeUndefined();
  });
});

describe('the quiet an endpoint asks for', () => {
  it.each([
    ['none', null, undefined],
    ['seconds', '120', NOW + 120_000],
    ['a date', 'Sun, 01 Nov 2026 00:10:00 GMT', NOW + 600_000],
    ['a time that is over', 'Sat, 31 Oct 2026 00:00:00 GMT', undefined],
    ['no time', '0', undefined],
    ['more than a day, of which a day counts', '99999999', NOW + DAY_MS],
    ['something else', 'soon', undefined],
  ])('is %s', (_what, header, until) => {
    expect(quietUntil(header, NOW)).toBe(until);
  });
});
