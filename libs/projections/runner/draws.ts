import type { GrantId } from '#libs/kernel/index.js';
import type { Allocation } from '#libs/ledger/contract.js';

/** What one debit took from one grant, over all its components. */
export interface Draw {
  readonly grant: GrantId;
  readonly takenMicro: bigint;
  /** Of it, held before by the usage's reservation (rule 23). */
  readonly heldMicro: bigint;
  readonly afterMicro: Allocation['afterMicro'];
}

/** One per grant, in order of first use. */
export function drawsOf(allocations: readonly Allocation[]): readonly Draw[] {
  const draws: { grant: GrantId; takenMicro: bigint; heldMicro: bigint; afterMicro: Allocation['afterMicro'] }[] = [];
  for (const { grant, held, amountMicro, afterMicro } of allocations) {
    if (grant === null) continue;
    const draw = draws.find((other) => other.grant === grant);
    if (draw === undefined) {
      draws.push({ grant, takenMicro: amountMicro, heldMicro: held ? amountMicro : 0n, afterMicro });
    } else {
      draw.takenMicro += amountMicro;
      if (held) draw.heldMicro += amountMicro;
      draw.afterMicro = afterMicro;
    }
  }
  return draws;
}
