import type { Position } from '#libs/journal/contract.js';
import type { ViewTransaction } from '../ports/view-store.port.js';
import type { AccountRecord, Fold, Projection } from './projection.js';

/** Folds what the projection has not seen: one that is ahead of the others, or is given a record twice, folds it once. */
export async function foldInto(
  transaction: ViewTransaction,
  projection: Projection,
  records: readonly AccountRecord[],
  seen: Position,
): Promise<void> {
  const folds: Fold[] = [];
  for (const record of records) {
    if (record.position <= seen) continue;
    const fold = projection.prepare(record);
    if (fold !== undefined) folds.push(fold);
  }
  for (const slice of projection.slices) await slice.load(transaction);
  for (const fold of folds) fold();
}
