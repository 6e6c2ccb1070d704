import type { GrantId } from '#libs/kernel/index.js';
import type { Movement } from '#libs/ledger/contract.js';

export interface GrantBalance {
  readonly grant: GrantId;
  readonly remainingMicro: bigint;
}

/** What each grant holds, and what is owed over all buckets: a plain sum of what events move, and of nothing else. */
export class GrantBalances {
  private readonly grants = new Map<GrantId, bigint>();
  private owedMicro = 0n;

  add({ from, to, amountMicro }: Movement): void {
    if (from.book === 'grant') this.move(from.grant, -amountMicro);
    if (to.book === 'grant') this.move(to.grant, amountMicro);
    if (from.book === 'overage') this.owedMicro += amountMicro;
    if (to.book === 'overage') this.owedMicro -= amountMicro;
  }

  /** Those that are not empty, in the order in which they came to hold something. */
  balances(): readonly GrantBalance[] {
    return [...this.grants].map(([grant, remainingMicro]) => ({ grant, remainingMicro }));
  }

  remainingMicro(): bigint {
    return this.balances().reduce((sum, { remainingMicro }) => sum + remainingMicro, 0n);
  }

  overageMicro(): bigint {
    return this.owedMicro;
  }

  private move(grant: GrantId, amountMicro: bigint): void {
    const after = (this.grants.get(grant) ?? 0n) + amountMicro;
    if (after === 0n) this.grants.delete(grant);
    else this.grants.set(grant, after);
  }
}
