import { formatInstant, TIERS } from '#libs/kernel/index.js';
import { RESERVATION_OUTCOMES, type ReservationEnded, type ReservationMade } from '#libs/ledger/contract.js';
import { fact, type FactsOf } from '../public-fact.js';
import { flag, id, instant, list, micro, nullable, object, oneOf, text } from '../shape.js';
import { decimal } from '../term.js';
import { COMPONENTS } from './usage-terms.js';

const RESERVATION = id('Id of the reservation.');

export const RESERVATION_FACTS: FactsOf<ReservationMade | ReservationEnded> = {
  ReservationMade: fact(
    'reservation.made',
    'Credits are held for a request: whole or not at all (rule 23).',
    object({
      reservation: RESERVATION,
      member: nullable(id('Who asks.')),
      app: nullable(text('The app it is for.')),
      model: text('The model it is for.'),
      tier: oneOf(TIERS, 'Speed and price class.'),
      components: COMPONENTS.shape,
      amountMicro: micro('Held in all.'),
      grants: list(
        object({ grant: id('Id of the grant.'), amountMicro: micro('Held of it.') }),
        'In the order of the burn.',
      ),
      headroomMicro: micro('Held of the overage the policy allows.'),
      expiresAt: instant('Free again then, unless it has ended before.'),
    }),
    (data: ReservationMade['data']) => ({
      reservation: data.reservation,
      member: data.member,
      app: data.app,
      model: data.model,
      tier: data.tier,
      components: COMPONENTS.of(data),
      amountMicro: decimal(data.amountMicro),
      grants: data.parts.map(({ grant, amountMicro }) => ({ grant, amountMicro: decimal(amountMicro) })),
      headroomMicro: decimal(data.headroomMicro),
      expiresAt: formatInstant(data.expiresAt),
    }),
  ),
  ReservationEnded: fact(
    'reservation.ended',
    'Settled, released or expired, for ever (rule 24).',
    object({
      reservation: RESERVATION,
      outcome: oneOf(RESERVATION_OUTCOMES, 'How it ended.'),
      requestId: nullable(text('Of the usage that settled it.')),
      returns: list(
        object({
          grant: id('Id of the grant.'),
          amountMicro: micro('Not drawn.'),
          expired: flag('The grant has ended meanwhile: gone at once (rule 25).'),
        }),
        'What is free again.',
      ),
      headroomMicro: micro('Of the overage the policy allows, free again.'),
    }),
    (data: ReservationEnded['data']) => ({
      reservation: data.reservation,
      outcome: data.outcome,
      requestId: data.requestId,
      returns: data.returns.map(({ grant, amountMicro, expired }) => ({
        grant,
        amountMicro: decimal(amountMicro),
        expired,
      })),
      headroomMicro: decimal(data.headroomMicro),
    }),
  ),
};
