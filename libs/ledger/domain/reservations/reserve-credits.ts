import {
  accept,
  addCredits,
  credits,
  isInCreditsRange,
  reject,
  smallerCredits,
  subtractCredits,
  totalMicro,
  ZERO_CREDITS,
} from '#libs/kernel/index.js';
import type { Credits } from '#libs/kernel/index.js';
import { OPEN_HOLDS_MAX } from '../bounds.js';
import type { CommandContext, ReserveCredits } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { HeldPart, ReservationMade } from '../events.js';
import { freeMicro } from '../grants/standing.js';
import { headroomMicro } from '../overage/headroom.js';
import { periodAt } from '../periods/periods.js';
import type { AccountRejection } from '../rejections.js';
import type { AccountState, LiveGrant, OpenAccountState } from '../state.js';
import { BURN_ORDER_VERSION, mayPay } from '../usage/burn-order.js';
import { usedBy } from '../usage/charge-flags.js';

type Reserve = ReserveCredits & { readonly context: CommandContext };

/** Whole or refused, against account and member limit in one decision (rules 23, 26). */
export function reserveCredits(command: Reserve, state: AccountState): AccountDecision {
  const { account, reservation, context } = command;
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (context.idUsed) return reject({ code: 'reservation_exists', reservation });
  const needed = totalMicro(command.components.map(({ amountMicro }) => amountMicro));
  const refusal = closedTo(command, state, needed);
  if (refusal !== undefined) return reject(refusal);
  const parts = heldOf(command, state);
  const heldMicro = totalMicro(parts.map(({ amountMicro }) => amountMicro));
  const headroom = headroomMicro(state, periodAt(state, context.clock.now));
  if (!isInCreditsRange(needed) || heldMicro + headroom < needed) {
    return reject({ code: 'credits_insufficient', neededMicro: needed, availableMicro: heldMicro + headroom });
  }
  return accept(reservationMade(command, needed, parts, credits(needed - heldMicro)));
}

/** What refuses a reservation before anybody asks what there is to hold. */
function closedTo(command: Reserve, state: OpenAccountState, needed: bigint): AccountRejection | undefined {
  const { account, member, context } = command;
  if (state.standing === 'suspended') return { code: 'account_suspended', account };
  if (state.standing === 'closed') return { code: 'account_closed', account };
  if (member !== undefined && !state.members.has(member)) return { code: 'member_unknown', member };
  if (state.holds.size >= OPEN_HOLDS_MAX) return { code: 'too_many_holds', limit: OPEN_HOLDS_MAX };
  return member === undefined ? undefined : beyondLimit(state, member, periodAt(state, context.clock.now), needed);
}

/** A member's limit is for a period; open reservations count like what was used (rule 26). */
function beyondLimit(
  state: OpenAccountState,
  member: string,
  period: number,
  needed: bigint,
): AccountRejection | undefined {
  const limitMicro = state.members.get(member)?.limitMicro ?? null;
  if (limitMicro === null) return undefined;
  const left = limitMicro - usedBy(state, member, period) - (state.heldByMember.get(member) ?? 0n);
  if (needed <= left) return undefined;
  return { code: 'member_limit_reached', member, leftMicro: left > 0n ? left : 0n };
}

/** From the grants in burn order, each component for what it is; one part per grant. */
function heldOf({ components, model, app, context }: Reserve, state: OpenAccountState): readonly HeldPart[] {
  const free = state.grants.map(freeMicro);
  const held = new Map<LiveGrant, Credits>();
  for (const { kind, amountMicro } of components) {
    let dueMicro = amountMicro;
    for (let at = 0; at < free.length && dueMicro > 0n; at++) {
      const live = state.grants[at]!;
      if (free[at] === 0n || !mayPay(live, context.clock.now, { model, kind, app: app ?? null })) continue;
      const taken = smallerCredits(free[at]!, dueMicro);
      free[at] = subtractCredits(free[at]!, taken);
      dueMicro = subtractCredits(dueMicro, taken);
      held.set(live, addCredits(held.get(live) ?? ZERO_CREDITS, taken));
    }
  }
  return state.grants.flatMap((live) => {
    const amountMicro = held.get(live);
    return amountMicro === undefined ? [] : [{ grant: live.grant, amountMicro }];
  });
}

function reservationMade(
  command: Reserve,
  needed: Credits,
  parts: readonly HeldPart[],
  headroom: Credits,
): ReservationMade {
  const { account, reservation, member, app, model, tier, tariffs, components, ttlMs, context } = command;
  return {
    type: 'ReservationMade',
    data: {
      account,
      reservation,
      member: member ?? null,
      app: app ?? null,
      model,
      tier,
      tariffs,
      components,
      amountMicro: needed,
      parts,
      headroomMicro: headroom,
      burnOrder: BURN_ORDER_VERSION,
      expiresAt: context.clock.now + ttlMs,
    },
  };
}
