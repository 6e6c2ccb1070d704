import type { Instant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position } from '#libs/journal/contract.js';
import { AccountsProjection } from './accounts/accounts.projection.js';
import { AlertsProjection } from './alerts/alerts.projection.js';
import { BalancesProjection } from './balances/balances.projection.js';
import { DisputesProjection } from './disputes/disputes.projection.js';
import { InvoiceLinesProjection } from './invoice-lines/invoice-lines.projection.js';
import { OverageProjection } from './overage/overage.projection.js';
import type { ViewStorePort } from './ports/view-store.port.js';
import { ConflictsProjection } from './receipts/conflicts.projection.js';
import { RequestsProjection } from './requests/requests.projection.js';
import { ReservationsProjection } from './reservations/reservations.projection.js';
import { Checkpoints, type RecordId } from './runner/checkpoints.js';
import { JournalProjector, type BatchLimits } from './runner/journal-projector.js';
import type { Projector } from './runner/projector-view.js';
import { SettlementProjection } from './settlement/settlement.projection.js';
import { TimersProjection } from './timers/timers.projection.js';
import { UsageSeriesProjection } from './usage-series/usage-series.projection.js';

export interface ProjectorOptions {
  readonly reader: JournalReader;
  readonly views: { readonly store: ViewStorePort };
  /** Of the journal that `reader` reads. */
  readonly ledgerId: string;
  readonly recordId: RecordId;
  readonly now: () => Instant;
  readonly batch?: BatchLimits;
  /** Rows of one table that stay in memory. */
  readonly keptRows?: number;
  readonly pollMs?: number;
  readonly onShown?: (position: Position) => void;
}

/** A larger piece lives long enough for the garbage collector to copy it. */
const BATCH: BatchLimits = { piece: 250, largest: 50_000, busy: 2_500 };
/** Per table. A row that is not kept is read again before it is folded, so the working set should fit. */
const KEPT_ROWS = 262_144;
const POLL_MS = 200;

export function createProjector(options: ProjectorOptions): Projector {
  const { reader, views, ledgerId, recordId, now, keptRows = KEPT_ROWS } = options;
  return new JournalProjector({
    reader,
    store: views.store,
    checkpoints: new Checkpoints(reader, ledgerId, recordId),
    projections: [
      new AccountsProjection(keptRows),
      new BalancesProjection(keptRows),
      new OverageProjection(keptRows),
      new ReservationsProjection(keptRows),
      new AlertsProjection(keptRows),
      new InvoiceLinesProjection(keptRows),
      new ConflictsProjection(keptRows),
      new TimersProjection(keptRows),
      new UsageSeriesProjection(keptRows),
      new RequestsProjection(keptRows),
      new SettlementProjection(keptRows, reader),
      new DisputesProjection(keptRows),
    ],
    now,
    batch: options.batch ?? BATCH,
    pollMs: options.pollMs ?? POLL_MS,
    ...(options.onShown && { onShown: options.onShown }),
  });
}
