import type { Instant } from '#libs/kernel/index.js';
import type { ReservationMade } from '#libs/ledger/index.js';
import { made } from './reservation-samples.js';
import { MARCH } from './samples.js';

/** A reservation that holds parts of grants, and overage headroom; for long, unless it says otherwise. */
export function holding(
  reservation: string,
  parts: readonly (readonly [grant: string, amount: number])[],
  { headroom = 0, ...more }: { headroom?: number; expiresAt?: Instant; member?: string } = {},
): ReservationMade {
  const amount = parts.reduce((sum, [, one]) => sum + one, headroom);
  return made([['output', amount]], parts, { reservation, headroom, expiresAt: MARCH, ...more });
}
