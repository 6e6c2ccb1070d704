import { credits, invariant, ZERO_CREDITS, type AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { OverageBucket } from '#libs/ledger/contract.js';
import type { OverageMove } from '../runner/moved.js';
import { bucketOf, type OverageRow } from './overage-rows.js';

export function newBucket(account: AccountId, bucket: OverageBucket, revision: Revision): OverageRow {
  return {
    account,
    ...bucketOf(bucket),
    createdMicro: ZERO_CREDITS,
    openMicro: ZERO_CREDITS,
    repaidMicro: ZERO_CREDITS,
    billedMicro: ZERO_CREDITS,
    writtenOffMicro: ZERO_CREDITS,
    reversedMicro: ZERO_CREDITS,
    events: 0,
    firstRevision: revision,
    lastRevision: revision,
  };
}

/** Usage that no grant paid. */
export function madeOverage(row: OverageRow, amountMicro: bigint, revision: Revision): OverageRow {
  return {
    ...row,
    createdMicro: credits(row.createdMicro + amountMicro),
    openMicro: credits(row.openMicro + amountMicro),
    events: row.events > 0 && row.lastRevision === revision ? row.events : row.events + 1,
    lastRevision: revision,
  };
}

type Settled = 'repaidMicro' | 'billedMicro' | 'writtenOffMicro';

/** By the book that settles, and that takes back what a correction undoes (rule 28). */
const SETTLED_BY: Readonly<Partial<Record<OverageMove['other'], Settled>>> = {
  grant: 'repaidMicro',
  billed: 'billedMicro',
  written_off: 'writtenOffMicro',
};

export function movedOverage(row: OverageRow, { other, amountMicro }: OverageMove, revision: Revision): OverageRow {
  const settled = SETTLED_BY[other];
  if (settled !== undefined) {
    return {
      ...row,
      openMicro: credits(row.openMicro + amountMicro),
      [settled]: credits(row[settled] - amountMicro),
      lastRevision: revision,
    };
  }
  invariant(other === 'consumed' || other === 'charged_back', `overage is not made by ${other}`);
  if (amountMicro > 0n) return madeOverage(row, amountMicro, revision);
  return {
    ...row,
    openMicro: credits(row.openMicro + amountMicro),
    reversedMicro: credits(row.reversedMicro - amountMicro),
    lastRevision: revision,
  };
}
