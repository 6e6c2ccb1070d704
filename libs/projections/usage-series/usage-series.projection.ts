import type { UsageCharged, UsageCorrected } from '#libs/ledger/contract.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { addCall, correctCall } from './add-use.js';
import { HOUR_MS, usageHourKey, usageHoursTable } from './usage-hour-rows.js';

/** Every hour makes new rows, and those of hours that have passed are hardly touched again: fewer stay in memory. */
const PASSED = 2;

/** Burn by the hour in which it happened: a correction changes that hour, whenever it is made. */
export class UsageSeriesProjection implements Projection {
  readonly name = 'usage-series';
  readonly version = 1;
  readonly slices;
  private readonly hours;

  constructor(keptRows: number) {
    this.hours = new RowSlice(usageHoursTable, usageHourKey, Math.ceil(keptRows / PASSED));
    this.slices = [this.hours];
  }

  prepare({ event }: AccountRecord): Fold | undefined {
    if (event.type === 'UsageCharged') return this.charge(event.data);
    return event.type === 'UsageCorrected' ? this.correct(event.data) : undefined;
  }

  private charge({ usage, components }: UsageCharged['data']): Fold {
    const { account, occurredAt, member, model } = usage;
    const key = { account, hour: hourOf(occurredAt), member, model };
    const cell = this.hours.want(usageHourKey(key));
    return () => this.hours.put(cell, addCall(key, cell.row, components));
  }

  private correct(correction: UsageCorrected['data']): Fold {
    const { account, occurredAt, member, model } = correction;
    const key = { account, hour: hourOf(occurredAt), member, model };
    const cell = this.hours.want(usageHourKey(key));
    return () => this.hours.put(cell, correctCall(key, cell.row, correction));
  }
}

function hourOf(occurredAt: number): number {
  return Math.floor(occurredAt / HOUR_MS);
}
