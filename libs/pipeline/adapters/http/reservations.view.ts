import { formatInstant, invariant, totalMicro, type Instant, type Quantity, KINDS } from '#libs/kernel/index.js';
import { availableMicro } from '#libs/ledger/contract.js';
import type { ReservationAnswer, Reserve } from '../../application/reservations.js';
import type { ReleasedDto, ReservationBalanceDto, ReservedDto, ReserveDto } from './reservations.dto.js';

export type AcceptedReservation = Extract<ReservationAnswer, { type: 'accepted' }>;

export function reserveOf(account: string, input: ReserveDto): Reserve {
  const { reservation, member, app, model, tier, maximum, ttlSeconds } = input;
  return {
    type: 'Reserve',
    account,
    reservation,
    ...(member === undefined ? {} : { member }),
    ...(app === undefined ? {} : { app }),
    model,
    tier: tier ?? 'standard',
    maximum: KINDS.flatMap((kind): readonly Quantity[] => {
      const quantity = maximum[kind];
      return quantity === undefined ? [] : [{ kind, quantity }];
    }),
    ...(ttlSeconds === undefined ? {} : { ttlMs: ttlSeconds * 1_000 }),
  };
}

export function reservedView(answer: AcceptedReservation, at: Instant): ReservedDto {
  const { event } = answer;
  invariant(event.type === 'ReservationMade', 'the effect of a reserve is the reservation');
  const { amountMicro, headroomMicro, expiresAt } = event.data;
  return {
    ...commandView(answer, event.data, at),
    heldMicro: amountMicro.toString(),
    headroomMicro: headroomMicro.toString(),
    expiresAt: formatInstant(expiresAt),
  };
}

export function releasedView(answer: AcceptedReservation, at: Instant): ReleasedDto {
  const { event } = answer;
  invariant(event.type === 'ReservationEnded', 'the effect of a release is the end of the reservation');
  const { returns, headroomMicro } = event.data;
  const sum = (expired: boolean) =>
    totalMicro(returns.filter((part) => part.expired === expired).map(({ amountMicro }) => amountMicro));
  return {
    ...commandView(answer, event.data, at),
    returnedMicro: (sum(false) + headroomMicro).toString(),
    expiredMicro: sum(true).toString(),
  };
}

function commandView(
  { revision, position, replayed, state }: AcceptedReservation,
  { account, reservation }: { readonly account: string; readonly reservation: string },
  at: Instant,
) {
  return { account, reservation, revision, position, replayed, balance: balanceView(state, at) };
}

function balanceView(state: AcceptedReservation['state'], at: Instant): ReservationBalanceDto {
  invariant(state.status === 'open', 'an accepted command leaves an open account');
  const { grants, remainingMicro, overageMicro } = state;
  return {
    remainingMicro: remainingMicro.toString(),
    reservedMicro: totalMicro(grants.map(({ heldMicro }) => heldMicro)).toString(),
    availableMicro: availableMicro(grants, at).toString(),
    overageMicro: overageMicro.toString(),
  };
}
