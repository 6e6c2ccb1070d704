import type { AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { OverageBucket, UsageCharged } from '#libs/ledger/contract.js';
import { accountOf } from '../runner/account-of.js';
import { movedBy } from '../runner/moved.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { madeOverage, movedOverage, newBucket } from './evolve-overage.js';
import { overageRowKey, overageTable, type OverageRow } from './overage-rows.js';

/** What no grant paid, bucket by bucket, and what became of it (rule 21). */
export class OverageProjection implements Projection {
  readonly name = 'overage';
  readonly version = 1;
  readonly slices;
  private readonly buckets;

  constructor(keptRows: number) {
    this.buckets = new RowSlice(overageTable, (row) => overageRowKey(row.account, row), keptRows);
    this.slices = [this.buckets];
  }

  prepare({ event, revision }: AccountRecord): Fold | undefined {
    if (event.type === 'UsageCharged') return this.charge(event.data, revision);
    const { overage } = movedBy(event);
    if (overage.length === 0) return undefined;
    const account = accountOf(event);
    return inOrder(
      overage.map((move) => this.change(account, move.bucket, revision, (row) => movedOverage(row, move, revision))),
    );
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
