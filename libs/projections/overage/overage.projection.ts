import type { AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { OverageBucket, PeriodSealed, UsageCharged } from '#libs/ledger/contract.js';
import { accountOf } from '../runner/account-of.js';
import { movedBy } from '../runner/moved.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { madeOverage, movedOverage, newBucket } from './evolve-overage.js';
import { overageAtSealTable, overageRowKey, overageTable, type OverageRow } from './overage-rows.js';

/** What no grant paid, bucket by bucket, and what became of it (rule 21). */
export class OverageProjection implements Projection {
  readonly name = 'overage';
  readonly version = 1;
  readonly slices;
  private readonly buckets;
  private readonly atSeal;

  constructor(keptRows: number) {
    this.buckets = new RowSlice(overageTable, (row) => overageRowKey(row.account, row), keptRows);
    this.atSeal = new RowSlice(overageAtSealTable, (row) => overageRowKey(row.account, row), keptRows);
    this.slices = [this.buckets, this.atSeal];
  }

  prepare({ event, revision }: AccountRecord): Fold | undefined {
    if (event.type === 'UsageCharged') return this.charge(event.data, revision);
    const account = accountOf(event);
    const moves = movedBy(event).overage.map((move) =>
      this.change(account, move.bucket, revision, (row) => movedOverage(row, move, revision)),
    );
    const kept = event.type === 'PeriodSealed' ? this.keepAtSeal(event.data) : [];
    return moves.length + kept.length === 0 ? undefined : inOrder([...moves, ...kept]);
  }

  /** Every bucket the period can have; what is carried over goes on changing (rule 22), the sealed bill does not. */
  private keepAtSeal({ account, period, overage }: PeriodSealed['data']): readonly Fold[] {
    const unpriced = (['block', 'limit'] as const).map((policy) => ({ period, policy, priceVersion: null }));
    const keys = [...unpriced, ...overage.map(({ bucket }) => bucket)].map((bucket) => overageRowKey(account, bucket));
    return [...new Set(keys)].map((key) => {
      const cell = this.buckets.want(key);
      return () => {
        if (cell.row !== undefined) this.atSeal.replace(cell.row);
      };
    });
  }

  /** Most debits make none. */
  private charge({ usage, allocations }: UsageCharged['data'], revision: Revision): Fold | undefined {
    const folds: Fold[] = [];
    for (const { overage, amountMicro } of allocations) {
      if (overage === null) continue;
      folds.push(this.change(usage.account, overage, revision, (row) => madeOverage(row, amountMicro, revision)));
    }
    return folds.length === 0 ? undefined : inOrder(folds);
  }

  private change(
    account: AccountId,
    bucket: OverageBucket,
    revision: Revision,
    after: (row: OverageRow) => OverageRow,
  ): Fold {
    const cell = this.buckets.want(overageRowKey(account, bucket));
    return () => this.buckets.put(cell, after(cell.row ?? newBucket(account, bucket, revision)));
  }
}

function inOrder(folds: readonly Fold[]): Fold {
  return () => {
    for (const fold of folds) fold();
  };
}
