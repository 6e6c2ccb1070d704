import type { AccountId, Credits } from '#libs/kernel/index.js';
import type { RecordedEvent } from '#libs/journal/contract.js';
import type { AccountEvent } from '#libs/ledger/contract.js';
import type { Page, PageRequest } from '../page.js';

/** One event of an account with the balance after it, over all grants. */
export interface HistoryEntry {
  readonly record: RecordedEvent<AccountEvent>;
  /** What came into grants, or left them (negative). */
  readonly movedMicro: Credits;
  /** Overage made, or settled (negative). */
  readonly overageMovedMicro: Credits;
  readonly remainingAfterMicro: Credits;
  readonly overageAfterMicro: Credits;
}

export interface HistoryQueries {
  /** Oldest first, read from the journal itself; empty for an unknown account. */
  history(account: AccountId, page: PageRequest): Promise<Page<HistoryEntry>>;
}
