import { accountOf } from '../runner/account-of.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice, type Cell } from '../store/row-slice.js';
import type { AlertState } from './alert-state.js';
import { alertRow, alertsTable } from './alert-rows.js';
import { alertStatesTable } from './alert-state-rows.js';
import { evaluateAlerts } from './evaluate-alerts.js';

/** Warns when credits run low (rule 35), event by event: a batch only saves writes. */
export class AlertsProjection implements Projection {
  readonly name = 'alerts';
  readonly version = 1;
  readonly slices;
  private readonly states;
  private readonly alerts;

  constructor(keptRows: number) {
    this.states = new RowSlice(alertStatesTable, (state) => state.account, keptRows);
    this.alerts = new RowSlice(alertsTable, (alert) => alert.id, keptRows);
    this.slices = [this.states, this.alerts];
  }

  prepare(record: AccountRecord): Fold {
    const cell = this.states.want(accountOf(record.event));
    return () => this.evaluate(cell, record);
  }

  private evaluate(cell: Cell<AlertState>, record: AccountRecord): void {
    const { state, raised, cleared } = evaluateAlerts(cell.row, record);
    if (state !== cell.row) this.states.put(cell, state);
    for (const spoken of cleared) this.alerts.replace(alertRow(state.account, spoken, record.meta.recordedAt));
    for (const spoken of raised) this.alerts.replace(alertRow(state.account, spoken, null));
  }
}
