import type { AccountRecord, Fold, Projection } from '../runner/projection.js';
import { RowSlice } from '../store/row-slice.js';
import {
  NO_HASHES,
  pageOfRevision,
  requestPageKey,
  requestPagesTable,
  withHash,
  type RequestPageRow,
} from './request-page-rows.js';
import { NO_TEXT, textHash } from './text-hash.js';

/** A page is long, and nothing is written on it once it is full: few need to stay in memory. */
const FILLED = 8;

/** Where debits of a request, of the calls under it and of a reservation may be found in the journal. */
export class RequestsProjection implements Projection {
  readonly name = 'requests';
  readonly version = 1;
  readonly slices;
  private readonly pages;

  constructor(keptRows: number) {
    this.pages = new RowSlice(requestPagesTable, requestPageKey, Math.ceil(keptRows / FILLED));
    this.slices = [this.pages];
  }

  prepare({ event, revision }: AccountRecord): Fold | undefined {
    if (event.type !== 'UsageCharged') return undefined;
    const { account, requestId, parentRequestId, reservationId } = event.data.usage;
    const page = pageOfRevision(revision);
    const cell = this.pages.want(requestPageKey({ account, page }));
    return () => {
      const { requests, parents, reservations } = cell.row ?? NOTHING;
      this.pages.put(cell, {
        account,
        page,
        requests: withHash(requests, revision, textHash(requestId)),
        parents: withHash(parents, revision, hashOf(parentRequestId)),
        reservations: withHash(reservations, revision, hashOf(reservationId)),
      });
    };
  }
}

const NOTHING: Pick<RequestPageRow, 'requests' | 'parents' | 'reservations'> = {
  requests: NO_HASHES,
  parents: NO_HASHES,
  reservations: NO_HASHES,
};

function hashOf(text: string | null): number {
  return text === null ? NO_TEXT : textHash(text);
}
