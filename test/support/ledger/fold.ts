import { accountDecider, type AccountEvent, type AccountState, type OpenAccountState } from '#libs/ledger/index.js';
import { frozen } from '../frozen.js';

/** The open account that its events make; frozen all along, so that nothing can change what it was given. */
export function fold(...events: readonly AccountEvent[]): OpenAccountState {
  const state = events.reduce<AccountState>(
    (before, event) => frozen(accountDecider.evolve(before, event)),
    accountDecider.initial,
  );
  if (state.status === 'unopened') throw new Error('the account is open');
  return state;
}
