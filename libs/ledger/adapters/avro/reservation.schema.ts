import { COMPONENTS, CREDITS, NULLABLE_STRING, OUTCOME, TARIFF_PINS, TIER } from './terms.schema.js';
import { listOf, record } from './notation.js';

export const RESERVATION_MADE_V1 = record('ReservationMade', {
  account: 'string',
  reservation: 'string',
  member: NULLABLE_STRING,
  app: NULLABLE_STRING,
  model: 'string',
  tier: TIER,
  tariffs: TARIFF_PINS,
  components: COMPONENTS,
  amountMicro: CREDITS,
  parts: listOf(record('HeldPart', { grant: 'string', amountMicro: CREDITS })),
  headroomMicro: CREDITS,
  burnOrder: 'int',
  expiresAt: 'long',
});

export const RESERVATION_ENDED_V1 = record('ReservationEnded', {
  account: 'string',
  reservation: 'string',
  outcome: OUTCOME,
  requestId: NULLABLE_STRING,
  returns: listOf(record('ReturnedPart', { grant: 'string', amountMicro: CREDITS, expired: 'boolean' })),
  headroomMicro: CREDITS,
});
