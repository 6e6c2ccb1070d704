import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import type { AccountHistory } from '../history/account-history.js';
import type { HistoryBound } from '../history/history-bound.js';
import type { AuditedState, LedgerDomain } from '../ports/ledger-domain.port.js';
import { replayedState, type ReplayedState } from './replayed-state.js';

/** The state that an account's events come to at a point, by the fold that decisions are made on. */
export interface AccountReplay {
  readonly account: AccountId;
  /** How many events were folded. */
  readonly events: number;
  /** Of the last of them. */
  readonly revision: Revision;
  readonly position: Position;
  readonly recordedAt: Instant;
  readonly state: ReplayedState;
}

/** `undefined`: the account was not open then. */
export async function replayAccount(
  history: AccountHistory,
  domain: Pick<LedgerDomain, 'account'>,
  account: AccountId,
  bound: HistoryBound,
): Promise<AccountReplay | undefined> {
  let state: AuditedState = domain.account.initial;
  let events = 0;
  let last: Pick<AccountReplay, 'revision' | 'position' | 'recordedAt'> | undefined;
  for await (const { record } of history.entries(account, bound)) {
    state = domain.account.evolve(state, record.event);
    events += 1;
    last = { revision: record.revision, position: record.position, recordedAt: record.meta.recordedAt };
  }
  if (last === undefined || state.status === 'unopened') return undefined;
  return { account, events, ...last, state: replayedState(state) };
}
