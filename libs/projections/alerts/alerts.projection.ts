import { accountOf } from '../runner/account-of.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice, type Cell } from '../store/row-slice.js';
import type { AlertState } from './alert-state.js';
import { alertRow, alertsTable, type Watched } from './alert-rows.js';
import { alertStatesTable } from './alert-state-rows.js';
import { evaluateAlerts } from './evaluate-alerts.js';
import type { Moment } from './judge-thresholds.js';
import { MemberWatch, type Told } from './members/member-watch.js';

/** Warns when credits run low (rule 35), or what a member may use of them, event by event: a batch only saves writes. */
export class AlertsProjection implements Projection {
  readonly name = 'alerts';
  readonly version = 1;
  readonly slices;
  private readonly states;
  private readonly alerts;
  private readonly members;

  constructor(keptRows: number) {
    this.states = new RowSlice(alertStatesTable, (state) => state.account, keptRows);
    this.alerts = new RowSlice(alertsTable, (alert) => alert.id, keptRows);
    this.members = new MemberWatch(keptRows, (watched, told, moment) => this.tell(watched, told, moment));
    this.slices = [this.states, this.alerts, ...this.members.slices];
  }

  prepare(record: AccountRecord): Fold {
    const cell = this.states.want(accountOf(record.event));
    const watch = this.members.prepare(record);
    return () => {
      const state = this.evaluate(cell, record);
      watch?.(state, momentOf(record));
    };
  }

  private evaluate(cell: Cell<AlertState>, record: AccountRecord): AlertState {
    const { state, ...told } = evaluateAlerts(cell.row, record);
    if (state !== cell.row) this.states.put(cell, state);
    if (told.raised.length + told.cleared.length > 0) {
      this.tell({ account: state.account, member: null }, told, momentOf(record));
    }
    return state;
  }

  private tell(watched: Watched, { raised, cleared }: Told, { now: at, position }: Moment): void {
    for (const spoken of cleared) this.alerts.replace(alertRow(watched, spoken, { at, position }));
    for (const spoken of raised) this.alerts.replace(alertRow(watched, spoken, null));
  }
}

function momentOf({ meta, position }: AccountRecord): Moment {
  return { now: meta.recordedAt, position };
}
