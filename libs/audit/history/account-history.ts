import type { AccountId } from '#libs/kernel/index.js';
import type { HistoryEntry, HistoryQueries, Page, PageRequest } from '#libs/projections/contract.js';
import { isWithin, type HistoryBound } from './history-bound.js';

const READ_AT_ONCE = 1_000;

/** An account's events from the journal alone, with the balance after each, up to a bound. */
export class AccountHistory {
  constructor(private readonly history: HistoryQueries) {}

  /** Page after page: memory does not grow with the history. Nothing for an unknown account. */
  async *entries(account: AccountId, bound: HistoryBound = {}): AsyncGenerator<HistoryEntry> {
    for (let after: string | null | undefined; after !== null;) {
      const request = { limit: READ_AT_ONCE, ...(after !== undefined && { after }) };
      const { items, next } = await this.page(account, bound, request);
      yield* items;
      after = next;
    }
  }

  async page(account: AccountId, bound: HistoryBound, request: PageRequest): Promise<Page<HistoryEntry>> {
    const { items, next } = await this.history.history(account, request);
    const within = items.filter(({ record }) => isWithin(record, bound));
    return { items: within, next: within.length < items.length ? null : next };
  }
}
