import { bucketName, type Movement, type OverageBucket } from '#libs/ledger/contract.js';
import { repaidMicro } from '../../replay/replayed-state.js';
import type { AuditedBucket } from '../../ports/ledger-domain.port.js';

interface Sums {
  createdMicro: bigint;
  reversedMicro: bigint;
  repaidMicro: bigint;
  billedMicro: bigint;
  writtenOffMicro: bigint;
}

/** What became of each overage bucket of an account, added up from what its events move (rule 21). */
export class BucketSums {
  private readonly buckets = new Map<string, Sums>();

  add({ from, to, amountMicro }: Movement): void {
    if (from.book === 'overage') this.note(this.of(from.bucket), to.book, amountMicro, -1n);
    if (to.book === 'overage') this.note(this.of(to.bucket), from.book, amountMicro, 1n);
  }

  /** Names of the buckets of which a folded state says something else. */
  differing(state: readonly AuditedBucket[]): readonly string[] {
    const names = new Set(this.buckets.keys());
    const differing: string[] = [];
    for (const bucket of state) {
      const name = bucketName(bucket.bucket);
      names.delete(name);
      if (!isSame(this.of(bucket.bucket), bucket)) differing.push(name);
    }
    return [...differing, ...names];
  }

  /** @param settled 1 where credits reach the bucket, −1 where they leave it */
  private note(sums: Sums, other: string, amountMicro: bigint, settled: 1n | -1n): void {
    if (other === 'grant') sums.repaidMicro += settled * amountMicro;
    else if (other === 'billed') sums.billedMicro += settled * amountMicro;
    else if (other === 'written_off') sums.writtenOffMicro += settled * amountMicro;
    else if (settled === 1n) sums.reversedMicro += amountMicro;
    else sums.createdMicro += amountMicro;
  }

  private of(bucket: OverageBucket): Sums {
    const name = bucketName(bucket);
    const found = this.buckets.get(name);
    if (found !== undefined) return found;
    const sums = { createdMicro: 0n, reversedMicro: 0n, repaidMicro: 0n, billedMicro: 0n, writtenOffMicro: 0n };
    this.buckets.set(name, sums);
    return sums;
  }
}

function isSame(sums: Sums, bucket: AuditedBucket): boolean {
  const settledMicro = sums.repaidMicro + sums.billedMicro + sums.writtenOffMicro + sums.reversedMicro;
  return (
    sums.createdMicro === bucket.openMicro + settledMicro &&
    sums.repaidMicro === repaidMicro(bucket) &&
    sums.billedMicro === bucket.billedMicro &&
    sums.writtenOffMicro === bucket.writtenOffMicro
  );
}
