import { addCredits, invariant, smallerCredits, subtractCredits, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import type { Allocation } from '../events.js';
import { isSameBucket } from '../overage/buckets.js';
import { splitOverage } from '../overage/split-overage.js';
import type { OpenAccountState } from '../state.js';
import type { OverageBucket } from '../terms.js';

/** What no grant pays of a component; never nothing. */
export interface Unpaid {
  readonly component: number;
  readonly amountMicro: Credits;
}

/** Headroom that the usage's own reservation holds is used first; `block` has none (rules 22, 23). */
export function allocateOverage(
  state: OpenAccountState,
  period: number,
  unpaid: readonly Unpaid[],
  ownHeadroomMicro: Credits,
): readonly Allocation[] {
  const total = unpaid.reduce((sum, { amountMicro }) => addCredits(sum, amountMicro), ZERO_CREDITS);
  const filling = splitOverage(state, period, total, ownHeadroomMicro).flatMap(({ bucket, amountMicro }) =>
    portions(state, bucket, amountMicro, ownHeadroomMicro),
  );
  const allocations: Allocation[] = [];
  let at = 0;
  for (const { component, amountMicro } of unpaid) {
    for (let dueMicro = amountMicro; dueMicro > 0n;) {
      const portion = filling[at];
      invariant(portion !== undefined, 'the buckets take all that no grant pays');
      const taken = smallerCredits(portion.leftMicro, dueMicro);
      portion.leftMicro = subtractCredits(portion.leftMicro, taken);
      portion.openMicro = addCredits(portion.openMicro, taken);
      dueMicro = subtractCredits(dueMicro, taken);
      const { bucket, held, openMicro } = portion;
      allocations.push({ component, grant: null, overage: bucket, held, amountMicro: taken, afterMicro: openMicro });
      if (portion.leftMicro === 0n) at += 1;
    }
  }
  return allocations;
}

interface Portion {
  readonly bucket: OverageBucket;
  readonly held: boolean;
  leftMicro: Credits;
  openMicro: Credits;
}

/** A bucket's share, the reserved part of it apart. */
function portions(
  state: OpenAccountState,
  bucket: OverageBucket,
  amountMicro: Credits,
  ownHeadroomMicro: Credits,
): readonly Portion[] {
  const openMicro = state.overage.find((known) => isSameBucket(known.bucket, bucket))?.openMicro ?? ZERO_CREDITS;
  const heldMicro = bucket.policy === 'block' ? ZERO_CREDITS : smallerCredits(ownHeadroomMicro, amountMicro);
  const restMicro = subtractCredits(amountMicro, heldMicro);
  return [
    { bucket, held: true, leftMicro: heldMicro, openMicro },
    { bucket, held: false, leftMicro: restMicro, openMicro: addCredits(openMicro, heldMicro) },
  ].filter(({ leftMicro }) => leftMicro > 0n);
}
