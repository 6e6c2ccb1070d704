import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { DisputeGround, DisputeOutcome } from '#libs/ledger/contract.js';
import type { Page, PageRequest } from '../page.js';

/** Somebody said that a debit is not right. */
export interface DisputeView {
  readonly account: AccountId;
  readonly dispute: string;
  readonly source: string;
  readonly id: string;
  /** Of the debit. */
  readonly chargedRevision: Revision;
  /** Of the last fact about the usage when it was disputed. */
  readonly disputedRevision: Revision;
  readonly ground: DisputeGround;
  readonly state: 'open' | 'resolved';
  readonly openedAt: Instant;
  /** `null` while it is open. */
  readonly resolution: DisputeResolution | null;
}

export interface DisputeResolution {
  readonly outcome: DisputeOutcome;
  readonly explanation: string;
  /** Of the correction that mended it; `null` where the debit stands. */
  readonly correctionRevision: Revision | null;
  readonly resolvedAt: Instant;
}

export interface DisputeFilter {
  readonly account?: AccountId;
  readonly state?: DisputeView['state'];
}

export interface DisputeQueries {
  /** By account and dispute. */
  disputes(filter: DisputeFilter, page: PageRequest): Promise<Page<DisputeView>>;
  /** Of one debit, oldest first. */
  ofDebit(account: AccountId, chargedRevision: Revision): Promise<readonly DisputeView[]>;
}
