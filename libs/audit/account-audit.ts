import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { HistoryEntry, HistoryQueries, Page, PageRequest } from '#libs/projections/contract.js';
import { balanceAsOf, type AsOfBalance } from './as-of/balance-as-of.js';
import { AccountHistory } from './history/account-history.js';
import type { HistoryBound } from './history/history-bound.js';
import { historyLines } from './history/history-json.js';
import type { LedgerDomain } from './ports/ledger-domain.port.js';
import { replayAccount, type AccountReplay } from './replay/replay-account.js';

/** One account, from the journal alone: no read model is asked. */
export interface AccountAudit {
  page(account: AccountId, bound: HistoryBound, request: PageRequest): Promise<Page<HistoryEntry>>;
  /** Oldest first; nothing for an unknown account. */
  entries(account: AccountId, bound: HistoryBound): AsyncIterable<HistoryEntry>;
  /** The same as NDJSON, with a last line that says what it comes to. */
  lines(account: AccountId, bound: HistoryBound): AsyncIterable<string>;
  /** `undefined`: the account was not open then. */
  replay(account: AccountId, bound: HistoryBound): Promise<AccountReplay | undefined>;
  /** `undefined`: nothing was known of the account then. */
  balanceAsOf(account: AccountId, times: AsOfTimes): Promise<AsOfBalance | undefined>;
}

export interface AsOfTimes {
  readonly at: Instant;
  readonly knownAt: Instant;
}

export interface AccountAuditParts {
  /** That reads the journal. */
  readonly history: HistoryQueries;
  readonly domain: Pick<LedgerDomain, 'account'>;
}

export function createAccountAudit({ history, domain }: AccountAuditParts): AccountAudit {
  const ofAccount = new AccountHistory(history);
  return {
    page: (account, bound, request) => ofAccount.page(account, bound, request),
    entries: (account, bound) => ofAccount.entries(account, bound),
    lines: (account, bound) => historyLines(account, ofAccount.entries(account, bound)),
    replay: (account, bound) => replayAccount(ofAccount, domain, account, bound),
    balanceAsOf: (account, times) => balanceAsOf(ofAccount, account, times),
  };
}
