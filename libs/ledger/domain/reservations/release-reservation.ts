import { accept, reject } from '#libs/kernel/index.js';
import type { CommandContext, ReleaseReservation } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountState } from '../state.js';
import { endHold } from './end-hold.js';

/** The outcome of an id is final (rule 24): who comes second is told how it ended. */
export function releaseReservation(
  command: ReleaseReservation & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  const { account, reservation, outcome, context } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const hold = state.holds.get(reservation);
  if (hold !== undefined) return accept(endHold(state, hold, 'released', null));
  if (outcome !== null) return reject({ code: `reservation_already_${outcome}`, reservation });
  // Made, not ended when its outcome was looked up, and not open: its time has run out in this very decision.
  if (context.idUsed) return reject({ code: 'reservation_already_expired', reservation });
  return reject({ code: 'reservation_unknown', reservation });
}
