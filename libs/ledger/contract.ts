export type * from './domain/events.js';
export type * from './domain/disputes/terms.js';
export { DISPUTE_GROUNDS, DISPUTE_OUTCOMES } from './domain/disputes/terms.js';
export type * from './domain/terms.js';
export {
  ACCOUNT_KINDS,
  ACCOUNT_STATUSES,
  CHARGE_FLAGS,
  FAULTS,
  FIRST_PERIODS,
  GRANT_SOURCES,
  LINE_KINDS,
  OVERAGE_POLICIES,
  PAYMENTS,
  RESERVATION_OUTCOMES,
  SPAN_UNITS,
  SUBSCRIPTION_KINDS,
  UNSCOPED,
} from './domain/terms.js';
export { movementsOf, OUTSIDE_BOOKS, type Book, type Movement } from './domain/movements.js';
export { compareBurnOrder } from './domain/usage/burn-order.js';
export { overageLines, roundedMoney, totalMinor, type BilledAccount, type ExactMoney } from './domain/lines.js';
export { isSameBucket } from './domain/overage/buckets.js';
export { bucketName } from './domain/overage/bucket-name.js';
export { headroomMicro } from './domain/overage/headroom.js';
export {
  availableMicro,
  freeMicro,
  hasExpired,
  isEligible,
  isUnscoped,
  lapsingMicro,
  pendingRolloverMicro,
  rolledMicro,
  usableMicro,
  type StandingGrant,
} from './domain/grants/standing.js';
export { isBlocked } from './domain/account/is-blocked.js';
export { periodAt } from './domain/periods/periods.js';
export { dayStart, nextDayStart } from './domain/periods/calendar-days.js';
export { correctionKey } from './domain/keys.js';
export { CORRECTION_STEPS } from './domain/events/usage-events.js';
export { PURCHASE_REVERSALS, SUBSCRIPTION_ENDINGS } from './domain/events/selling-events.js';
