import type { Instant } from '#libs/kernel/index.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** What lies between two attempts, as Standard Webhooks advises: ten attempts in a little more than three days. */
export const RETRY_STEPS_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** An endpoint may ask for quiet, but not for more than this. */
const RETRY_AFTER_MAX_MS = 24 * HOUR_MS;

/**
 * When the attempt after the n-th is due, the first being 1; `undefined` when there is none. Somewhere from half the
 * step to one and a half: endpoints that failed together are not asked again together, and the mean is the step.
 * @param random from 0 to below 1
 */
export function nextAttemptAt(attempts: number, now: Instant, random: () => number): Instant | undefined {
  const step = RETRY_STEPS_MS[attempts - 1];
  return step === undefined ? undefined : now + Math.round(step * (0.5 + random()));
}

/** Until when an answer asks for quiet, a day at most; `undefined` when it does not, or in no known form. */
export function quietUntil(retryAfter: string | null, now: Instant): Instant | undefined {
  if (retryAfter === null) return undefined;
  const until = /^\d{1,9}$/.test(retryAfter) ? now + Number(retryAfter) * SECOND_MS : Date.parse(retryAfter);
  return until > now ? Math.min(until, now + RETRY_AFTER_MAX_MS) : undefined;
}
