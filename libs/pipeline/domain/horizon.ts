import { formatInstant, type Instant } from '#libs/kernel/index.js';
import type { Hold } from './hold.js';

/** Rule 13: clocks of gateways may run ahead by this much. */
export const FUTURE_TOLERANCE_MS = 5 * 60 * 1000;

/** How long before its receipt a usage may have happened (rule 13). */
export interface Horizon {
  readonly lateHorizonMs: number;
}

/** The hold of a usage that happened too long before or too far after its receipt. */
export function beyondHorizon(occurredAt: Instant, receivedAt: Instant, { lateHorizonMs }: Horizon): Hold | undefined {
  if (occurredAt > receivedAt + FUTURE_TOLERANCE_MS) {
    const sentence = `It says it happened at ${formatInstant(occurredAt)}, more than 5 minutes after it was received. Check the gateway's clock.`;
    return { reason: 'usage_in_future', sentence };
  }
  if (occurredAt < receivedAt - lateHorizonMs) {
    const sentence = `It happened at ${formatInstant(occurredAt)}, longer before its receipt than late usage is accepted. An operator decides.`;
    return { reason: 'usage_too_old', sentence };
  }
  return undefined;
}
