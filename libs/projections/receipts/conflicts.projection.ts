import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { conflictsTable, type ConflictRow } from './conflict-rows.js';

/** Finds the conflicts of a debit: the key index knows a conflict by its content only, which nobody asking has. */
export class ConflictsProjection implements Projection {
  readonly name = 'conflicts';
  readonly version = 1;
  readonly slices;
  private readonly conflicts;

  constructor(keptRows: number) {
    this.conflicts = new RowSlice(conflictsTable, keyOf, keptRows);
    this.slices = [this.conflicts];
  }

  prepare({ event, revision }: AccountRecord): Fold | undefined {
    if (event.type !== 'UsageConflictRecorded') return undefined;
    const { account, chargedRevision } = event.data;
    return () => this.conflicts.replace({ account, chargedRevision, revision });
  }
}

function keyOf({ account, chargedRevision, revision }: ConflictRow): string {
  return `${account}/${chargedRevision}/${revision}`;
}
