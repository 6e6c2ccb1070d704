import { accept, fingerprint, isInCreditsRange, reject, totalMicro } from '#libs/kernel/index.js';
import type { ChargeableUsage, ChargeUsage } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountEvent, ChargedUsage, UsageCharged } from '../events.js';
import { evolveAll } from '../evolve.js';
import { bookingOf, periodsUpTo } from '../periods/periods.js';
import { endHold } from '../reservations/end-hold.js';
import type { AccountState, Hold, OpenAccountState } from '../state.js';
import { allocate } from './allocate.js';
import { BURN_ORDER_VERSION } from './burn-order.js';
import { chargeFlags } from './charge-flags.js';
import { hasRoomForUse } from './room-for-use.js';

/** Version of the content hash's encoding (rule 5), stored beside the hash. */
export const CONTENT_HASH_VERSION = 1;

/** Usage has happened, so an open account never refuses it (rule 21): at worst it is flagged or becomes overage. */
export function chargeUsage(command: ChargeUsage, state: AccountState): AccountDecision {
  const { usage, contentHash, prior } = command;
  if (prior?.content === fingerprint(contentHash)) return accept();
  if (prior !== undefined) return reject({ code: 'usage_key_conflict', prior });
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account: usage.account });
  if (command.settledBefore && usage.reservationId !== undefined) {
    return reject({ code: 'reservation_already_settled', reservation: usage.reservationId });
  }
  return charge(command, state);
}

function charge(command: ChargeUsage, state: OpenAccountState): AccountDecision {
  const { usage, components } = command;
  const opening = periodsUpTo(state, usage.occurredAt);
  const booking = bookingOf(state, opening, usage.occurredAt, command.receivedAt);
  const { period, originPeriod, judgedAt } = booking;
  const hold = usage.reservationId === undefined ? undefined : state.holds.get(usage.reservationId);
  const total = totalMicro(components.map((component) => component.amountMicro));
  const app = usage.app ?? null;
  const allocated = allocate(state, { model: usage.model, app, judgedAt, components, period, hold });
  const hasRoom = hasRoomForUse(state, period, usage.member ?? null, total);
  if (allocated === undefined || !isInCreditsRange(total) || !hasRoom) {
    return reject({ code: 'amount_out_of_range', account: usage.account });
  }
  const charged: UsageCharged = {
    type: 'UsageCharged',
    data: {
      usage: chargedUsage(usage),
      contentHash: command.contentHash,
      hashVersion: CONTENT_HASH_VERSION,
      period,
      originPeriod,
      judgedAt,
      burnOrder: BURN_ORDER_VERSION,
      tariffs: command.tariffs,
      components,
      totalMicro: total,
      flags: chargeFlags(state, { usage, booking, hold, totalMicro: total }),
      ...allocated,
    },
  };
  if (hold !== undefined && charged.data.usage.final) {
    return accept<AccountEvent>(...opening, charged, settled(state, [...opening, charged], hold, usage.requestId));
  }
  return opening.length === 0 ? accept<AccountEvent>(charged) : accept<AccountEvent>(...opening, charged);
}

/** What the usage has left of its reservation goes back, in the same append (rule 23). */
function settled(
  state: OpenAccountState,
  events: readonly AccountEvent[],
  { reservation }: Hold,
  requestId: string,
): AccountEvent {
  const after = evolveAll(state, events);
  return endHold(after, after.holds.get(reservation)!, 'settled', requestId);
}

function chargedUsage(usage: ChargeableUsage): ChargedUsage {
  return {
    source: usage.key.source,
    id: usage.key.id,
    account: usage.account,
    member: usage.member ?? null,
    app: usage.app ?? null,
    occurredAt: usage.occurredAt,
    provider: usage.provider,
    model: usage.model,
    requestedModel: usage.requestedModel ?? null,
    tier: usage.tier,
    requestId: usage.requestId,
    parentRequestId: usage.parentRequestId ?? null,
    reservationId: usage.reservationId ?? null,
    final: usage.final ?? true,
    quality: usage.quality,
  };
}
