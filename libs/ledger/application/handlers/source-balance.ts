import { credits, totalMicro, type AccountId, type Credits, type Instant } from '#libs/kernel/index.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position, Revision } from '#libs/journal/contract.js';
import { isBlocked } from '../../domain/account/is-blocked.js';
import { accountAggregate } from '../../domain/account.js';
import { headroomMicro } from '../../domain/overage/headroom.js';
import { availableMicro, lapsingMicro, pendingRolloverMicro } from '../../domain/grants/standing.js';
import { periodAt } from '../../domain/periods/periods.js';
import type { AccountState, LiveGrant, OpenAccountState } from '../../domain/state.js';
import { accountRecords } from '../account-records.js';

/** What an account holds, from its own events alone: no read model is asked. */
export interface SourceBalance {
  readonly account: AccountId;
  readonly at: Instant;
  /** Held credits included (rule 19). */
  readonly remainingMicro: Credits;
  /** Held by open reservations (rule 23). */
  readonly reservedMicro: Credits;
  /** What unscoped usage could draw at `at` (rule 25). */
  readonly availableMicro: Credits;
  /** Expired but not taken yet (rule 14). */
  readonly lapsingMicro: Credits;
  /** Expired, and granted anew at the seal (rule 18). */
  readonly pendingRolloverMicro: Credits;
  readonly overageMicro: Credits;
  /** How much more overage the policy allows, what reservations hold of it taken off (rules 22, 23). */
  readonly headroomMicro: Credits;
  /** Whether gateways that never reserve should stop calling for the account (rule 22). */
  readonly blocked: boolean;
  /** Grants with credits left, in burn order (rule 16). */
  readonly grants: readonly LiveGrant[];
  readonly revision: Revision;
  /** Of the account's last event. */
  readonly position: Position;
}

/** Folds the stream of an account; `undefined` if it was never opened. */
export async function foldSourceBalance(
  reader: JournalReader,
  account: AccountId,
  at: Instant,
): Promise<SourceBalance | undefined> {
  let state: AccountState = accountAggregate.initial;
  let last: Pick<SourceBalance, 'revision' | 'position'> = { revision: -1, position: 0 };
  for await (const { event, revision, position } of accountRecords(reader, account)) {
    state = accountAggregate.evolve(state, event);
    last = { revision, position };
  }
  return state.status === 'unopened' ? undefined : { account, at, ...standingOf(state, at), ...last };
}

function standingOf(
  state: OpenAccountState,
  at: Instant,
): Omit<SourceBalance, 'account' | 'at' | 'revision' | 'position'> {
  const { remainingMicro, overageMicro, grants } = state;
  return {
    remainingMicro,
    reservedMicro: credits(totalMicro(grants.map(({ heldMicro }) => heldMicro))),
    availableMicro: availableMicro(grants, at),
    lapsingMicro: lapsingMicro(grants, at),
    pendingRolloverMicro: pendingRolloverMicro(grants, at),
    overageMicro,
    headroomMicro: credits(headroomMicro(state, periodAt(state, at))),
    blocked: isBlocked(state, at),
    grants,
  };
}
