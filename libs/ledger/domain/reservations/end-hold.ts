import { invariant } from '#libs/kernel/index.js';
import type { ReservationEnded } from '../events.js';
import type { Hold, OpenAccountState } from '../state.js';
import type { ReservationOutcome } from '../terms.js';

/**
 * Gives back what a reservation still holds; what returns to a grant after its expiry event is gone at once (rule 25).
 * `requestId`: of the usage that settled it.
 */
export function endHold(
  state: OpenAccountState,
  { reservation, parts, headroomMicro }: Hold,
  outcome: ReservationOutcome,
  requestId: string | null,
): ReservationEnded {
  const returns = parts.map(({ grant, amountMicro }) => {
    const live = state.grants.find((one) => one.grant === grant);
    invariant(live !== undefined, 'a grant with held credits stays in the account');
    return { grant, amountMicro, expired: live.ended };
  });
  const { account } = state;
  return {
    type: 'ReservationEnded',
    data: { account, reservation, outcome, requestId, returns, headroomMicro },
  };
}
