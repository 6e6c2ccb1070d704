import { credits, invariant, totalMicro, type AccountId, type Credits } from '#libs/kernel/index.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { Allocation, ReservationMade, UsageCharged } from '#libs/ledger/contract.js';
import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import { reservationsTable, type ReservationRow } from './reservation-rows.js';

/** Which reservations are open, and what each still holds (rule 23). */
export class ReservationsProjection implements Projection {
  readonly name = 'reservations';
  readonly version = 1;
  readonly slices;
  private readonly reservations;

  constructor(keptRows: number) {
    this.reservations = new RowSlice(reservationsTable, (row) => keyOf(row.account, row.reservation), keptRows);
    this.slices = [this.reservations];
  }

  prepare(record: AccountRecord): Fold | undefined {
    const { event } = record;
    if (event.type === 'UsageCharged') {
      return event.data.usage.reservationId === null ? undefined : this.draw(event.data);
    }
    if (event.type === 'ReservationMade') return this.make({ ...record, event });
    if (event.type !== 'ReservationEnded') return undefined;
    const key = keyOf(event.data.account, event.data.reservation);
    return () => this.reservations.remove(key);
  }

  private make({ event, meta, revision }: RecordedEvent<ReservationMade>): Fold {
    const { account, reservation, member, app, model, tier, amountMicro, parts, headroomMicro, expiresAt } = event.data;
    const heldMicro = sumOf(parts);
    const held = { heldMicro, headroomMicro, amountMicro };
    const row = {
      account,
      reservation,
      member,
      app,
      model,
      tier,
      ...held,
      madeAt: meta.recordedAt,
      expiresAt,
      revision,
    };
    return () => this.reservations.replace(row);
  }

  private draw({ usage, allocations }: UsageCharged['data']): Fold | undefined {
    const drawn = allocations.filter(({ held }) => held);
    if (drawn.length === 0) return undefined;
    const cell = this.reservations.want(keyOf(usage.account, usage.reservationId!));
    return () => {
      invariant(cell.row !== undefined, `reservation ${cell.key} is open while it is drawn on`);
      this.reservations.put(cell, drawnReservation(cell.row, drawn));
    };
  }
}

function drawnReservation(row: ReservationRow, drawn: readonly Allocation[]): ReservationRow {
  const ofGrants = sumOf(drawn.filter(({ grant }) => grant !== null));
  const ofHeadroom = sumOf(drawn.filter(({ overage }) => overage !== null));
  const heldMicro = credits(row.heldMicro - ofGrants);
  const headroomMicro = credits(row.headroomMicro - ofHeadroom);
  invariant(heldMicro >= 0n && headroomMicro >= 0n, `reservation ${row.reservation} is not drawn beyond what it holds`);
  return { ...row, heldMicro, headroomMicro };
}

function sumOf(parts: readonly { readonly amountMicro: Credits }[]): Credits {
  return credits(totalMicro(parts.map(({ amountMicro }) => amountMicro)));
}

function keyOf(account: AccountId, reservation: string): string {
  return `${account}/${reservation}`;
}
