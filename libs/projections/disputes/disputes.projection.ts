import { invariant } from '#libs/kernel/index.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { DisputeResolved, UsageDisputed } from '#libs/ledger/contract.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { disputeRowKey, disputesTable } from './dispute-rows.js';

/** Which debits are said to be wrong, and how that ended. */
export class DisputesProjection implements Projection {
  readonly name = 'disputes';
  readonly version = 1;
  readonly slices;
  private readonly disputes;

  constructor(keptRows: number) {
    this.disputes = new RowSlice(disputesTable, disputeRowKey, keptRows);
    this.slices = [this.disputes];
  }

  prepare(record: AccountRecord): Fold | undefined {
    const { event } = record;
    if (event.type === 'UsageDisputed') return this.open({ ...record, event });
    return event.type === 'DisputeResolved' ? this.resolve({ ...record, event }) : undefined;
  }

  private open({ event: { data }, meta }: RecordedEvent<UsageDisputed>): Fold {
    const row = { ...data, state: 'open', openedAt: meta.recordedAt, resolution: null } as const;
    return () => this.disputes.replace(row);
  }

  private resolve({ event: { data }, meta }: RecordedEvent<DisputeResolved>): Fold {
    const cell = this.disputes.want(disputeRowKey(data));
    const { outcome, explanation, correctionRevision } = data;
    const resolution = { outcome, explanation, correctionRevision, resolvedAt: meta.recordedAt };
    return () => {
      invariant(cell.row !== undefined, `dispute ${cell.key} is opened before it is resolved`);
      this.disputes.put(cell, { ...cell.row, state: 'resolved', resolution });
    };
  }
}
