import type { AccountId, Kind } from '#libs/kernel/index.js';
import type { Position } from '#libs/journal/contract.js';
import type { Page, PageRequest } from '../page.js';
import type { ReceiptView } from '../receipts/receipt-view.js';

export interface RequestCall {
  /** Requests above it: 0 for the request asked for. */
  readonly depth: number;
  readonly receipt: ReceiptView;
}

export interface RequestTotals {
  readonly calls: number;
  /** As they were charged. */
  readonly chargedMicro: bigint;
  /** With all corrections taken in. */
  readonly netMicro: bigint;
  /** With all corrections taken in, per kind in canonical order. */
  readonly quantities: readonly { readonly kind: Kind; readonly quantity: bigint }[];
}

/** A request and every call under it, those that cost nothing included. */
export interface RequestTree {
  readonly account: AccountId;
  readonly requestId: string;
  /** In the order in which they were charged. */
  readonly calls: readonly RequestCall[];
  /** False: there are more than an answer holds, and the totals are of those it holds. */
  readonly complete: boolean;
  readonly totals: RequestTotals;
  /** Every debit up to here is found. */
  readonly position: Position;
}

export interface RequestQueries {
  /** `undefined`: no debit of the account names this request, neither as its own nor as what triggered it. */
  tree(account: AccountId, requestId: string): Promise<RequestTree | undefined>;
  /** Receipts of what was charged on a reservation, in the order in which it was charged. */
  ofReservation(account: AccountId, reservation: string, page: PageRequest): Promise<Page<ReceiptView>>;
}
