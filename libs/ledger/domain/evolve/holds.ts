import { credits, invariant, subtractCredits } from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import type { Allocation, HeldPart, ReservationEnded, ReservationMade } from '../events.js';
import { changeHeldBy, heldMicro } from '../reservations/held-by-member.js';
import type { Hold, OpenAccountState } from '../state.js';
import { GrantChanges } from './change-grants.js';
import { withEnd, withoutEnd } from './hold-ends.js';
import { moveCredits } from './move-credits.js';

export function reserved(state: OpenAccountState, { data }: ReservationMade): OpenAccountState {
  const { reservation, member, parts, headroomMicro, expiresAt } = data;
  invariant(!state.holds.has(reservation), 'a reservation is made once');
  const changes = new GrantChanges();
  for (const { grant, amountMicro } of parts) changes.add(grant, { heldMicro: amountMicro });
  return {
    ...state,
    grants: changes.applyTo(state.grants),
    holds: state.holds.with(reservation, { reservation, member, parts, headroomMicro, expiresAt }),
    holdEnds: withEnd(state.holdEnds, { reservation, expiresAt }),
    heldHeadroomMicro: credits(state.heldHeadroomMicro + headroomMicro),
    heldByMember: changeHeldBy(state.heldByMember, member, heldMicro(data)),
  };
}

/** Everything the hold still had is free again, or expired where its grant has ended meanwhile (rule 25). */
export function reservationEnded(state: OpenAccountState, event: ReservationEnded): OpenAccountState {
  const { reservation, returns, headroomMicro } = event.data;
  const hold = openHold(state, reservation);
  invariant(headroomMicro === hold.headroomMicro, 'a reservation gives back the headroom it still held');
  invariant(isSame(returns, hold.parts), 'a reservation gives back what it still held');
  const changes = new GrantChanges();
  for (const { grant, amountMicro } of returns) changes.add(grant, { heldMicro: -amountMicro });
  return {
    ...moveCredits(state, event, [], changes),
    holds: state.holds.without(reservation),
    holdEnds: withoutEnd(state.holdEnds, hold),
    heldHeadroomMicro: subtractCredits(state.heldHeadroomMicro, headroomMicro),
    heldByMember: changeHeldBy(state.heldByMember, hold.member, -heldMicro(hold)),
  };
}

/** What a usage draws from its own reservation leaves the hold (rule 23); other allocations are none of its. */
export function drawHold(
  state: OpenAccountState,
  reservation: string | null,
  allocations: readonly Allocation[],
): Pick<OpenAccountState, 'holds' | 'heldHeadroomMicro' | 'heldByMember'> {
  invariant(reservation !== null, 'held credits are drawn by the usage of a reservation');
  const hold = openHold(state, reservation);
  let { parts, headroomMicro } = hold;
  let usedHeadroomMicro = 0n;
  for (const { grant, held, amountMicro } of allocations) {
    if (!held) continue;
    if (grant === null) usedHeadroomMicro += amountMicro;
    else parts = less(parts, grant, amountMicro);
  }
  headroomMicro = credits(headroomMicro - usedHeadroomMicro);
  invariant(headroomMicro >= 0n, 'no more headroom is drawn than was held');
  const after = { ...hold, parts, headroomMicro };
  return {
    holds: state.holds.with(reservation, after),
    heldHeadroomMicro: credits(state.heldHeadroomMicro - usedHeadroomMicro),
    heldByMember: changeHeldBy(state.heldByMember, hold.member, heldMicro(after) - heldMicro(hold)),
  };
}

function less(parts: readonly HeldPart[], grant: string, amountMicro: Credits): readonly HeldPart[] {
  const at = parts.findIndex((part) => part.grant === grant);
  const part = parts[at];
  invariant(part !== undefined && part.amountMicro >= amountMicro, 'no more of a grant is drawn than was held');
  const left = subtractCredits(part.amountMicro, amountMicro);
  return left === 0n ? parts.toSpliced(at, 1) : parts.with(at, { grant, amountMicro: left });
}

function openHold(state: OpenAccountState, reservation: string): Hold {
  const hold = state.holds.get(reservation);
  invariant(hold !== undefined, 'the reservation is open');
  return hold;
}

function isSame(returns: readonly HeldPart[], parts: readonly HeldPart[]): boolean {
  return (
    returns.length === parts.length &&
    returns.every(({ grant, amountMicro }, at) => {
      const part = parts[at]!;
      return part.grant === grant && part.amountMicro === amountMicro;
    })
  );
}
