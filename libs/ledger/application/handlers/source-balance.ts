import type { AccountId, Credits, Instant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import { streamName, type Position, type Revision } from '#libs/journal/contract.js';
import { accountAggregate } from '../../domain/account.js';
import type { AccountEvent } from '../../domain/events.js';
import { availableMicro, lapsingMicro } from '../../domain/standing.js';
import type { AccountState, LiveGrant } from '../../domain/state.js';

/** What an account holds, from its own events alone: no read model is asked. */
export interface SourceBalance {
  readonly account: AccountId;
  readonly at: Instant;
  readonly remainingMicro: Credits;
  /** What unscoped usage could draw at `at` (rule 25). */
  readonly availableMicro: Credits;
  /** Expired but not taken yet (rule 14). */
  readonly lapsingMicro: Credits;
  readonly overageMicro: Credits;
  /** Grants with credits left, in burn order (rule 16). */
  readonly grants: readonly LiveGrant[];
  readonly revision: Revision;
  /** Of the account's last event. */
  readonly position: Position;
}

const READ_AT_ONCE = 1_000;

/** Folds the stream of an account; `undefined` if it was never opened. */
export async function foldSourceBalance(
  reader: JournalReader,
  account: AccountId,
  at: Instant,
): Promise<SourceBalance | undefined> {
  let state: AccountState = accountAggregate.initial;
  let last: { readonly revision: Revision; readonly position: Position } = { revision: -1, position: 0 };
  const stream = streamName(accountAggregate.category, account);
  for (;;) {
    const records = await reader.stream<AccountEvent>(stream, last.revision + 1, READ_AT_ONCE);
    for (const { event } of records) state = accountAggregate.evolve(state, event);
    last = records.at(-1) ?? last;
    if (records.length < READ_AT_ONCE) break;
  }
  if (state.status === 'unopened') return undefined;
  const { remainingMicro, overageMicro, grants } = state;
  return {
    account,
    at,
    remainingMicro,
    availableMicro: availableMicro(grants, at),
    lapsingMicro: lapsingMicro(grants, at),
    overageMicro,
    grants,
    revision: last.revision,
    position: last.position,
  };
}
