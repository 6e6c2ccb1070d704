export type * from './domain/events.js';
export type { AccountKind, AlertRules, CostBasis, GrantScope, GrantSource, OverageBucket } from './domain/terms.js';
export { ACCOUNT_KINDS, GRANT_SOURCES, UNSCOPED } from './domain/terms.js';
export { compareBurnOrder } from './domain/burn-order.js';
export { availableMicro, hasExpired, isUnscoped, lapsingMicro } from './domain/standing.js';
