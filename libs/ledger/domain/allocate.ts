import { addCredits, isInCreditsRange, smallerCredits, subtractCredits, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits, Instant } from '#libs/kernel/index.js';
import { mayPay } from './burn-order.js';
import type { Allocation, ChargeComponent } from './events.js';
import { isSameBucket } from './evolve.js';
import type { OpenAccountState } from './state.js';
import type { OverageBucket } from './terms.js';

export interface Charge {
  readonly model: string;
  readonly app: string | null;
  readonly judgedAt: Instant;
  readonly components: readonly ChargeComponent[];
  /** Where what no grant pays goes. */
  readonly bucket: OverageBucket;
}

export interface Allocated {
  readonly allocations: readonly Allocation[];
  readonly remainingAfterMicro: Credits;
  readonly overageAfterMicro: Credits;
}

/**
 * Pays each component, in canonical order, from the grants in burn order; the rest becomes overage (rules 16, 17, 21).
 * `undefined` if the overage would leave int64 (rule 1). O(components × grants).
 */
export function allocate(state: OpenAccountState, charge: Charge): Allocated | undefined {
  const left = state.grants.map((grant) => grant.remainingMicro);
  const allocations: Allocation[] = [];
  let openMicro = state.overage.find(({ bucket }) => isSameBucket(bucket, charge.bucket))?.openMicro ?? ZERO_CREDITS;
  let paidMicro = ZERO_CREDITS;
  let overageMicro: bigint = state.overageMicro;

  charge.components.forEach(({ kind, amountMicro }, component) => {
    let dueMicro = amountMicro;
    for (let at = 0; at < left.length && dueMicro > 0n; at++) {
      const grant = state.grants[at]!;
      const available = left[at]!;
      if (available === 0n || !mayPay(grant, charge.judgedAt, { model: charge.model, kind, app: charge.app })) continue;
      const taken = smallerCredits(available, dueMicro);
      const afterMicro = subtractCredits(available, taken);
      left[at] = afterMicro;
      dueMicro = subtractCredits(dueMicro, taken);
      paidMicro = addCredits(paidMicro, taken);
      allocations.push({ component, grant: grant.grant, overage: null, amountMicro: taken, afterMicro });
    }
    if (dueMicro === 0n) return;
    overageMicro += dueMicro;
    if (!isInCreditsRange(overageMicro)) return;
    openMicro = addCredits(openMicro, dueMicro);
    allocations.push({ component, grant: null, overage: charge.bucket, amountMicro: dueMicro, afterMicro: openMicro });
  });

  if (!isInCreditsRange(overageMicro)) return undefined;
  return {
    allocations,
    remainingAfterMicro: subtractCredits(state.remainingMicro, paidMicro),
    overageAfterMicro: overageMicro,
  };
}
