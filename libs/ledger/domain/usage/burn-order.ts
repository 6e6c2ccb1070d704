import type { Instant, Kind } from '#libs/kernel/index.js';
import { isEligible } from '../grants/standing.js';
import type { LiveGrant } from '../state.js';
import type { GrantScope } from '../terms.js';

/** Stored on every debit; a changed order gets the next number. */
export const BURN_ORDER_VERSION = 1;

/**
 * Who pays first (rule 16), total: priority ↑, expiry ↑ with none last, number of restricted dimensions ↓,
 * eligibleFrom ↑, id ↑ by code units.
 */
export function compareBurnOrder(left: LiveGrant, right: LiveGrant): number {
  return (
    left.priority - right.priority ||
    compareExpiry(left.expiresAt, right.expiresAt) ||
    restrictions(right.scope) - restrictions(left.scope) ||
    left.eligibleFrom - right.eligibleFrom ||
    (left.grant < right.grant ? -1 : 1)
  );
}

function compareExpiry(left: Instant | null, right: Instant | null): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left - right;
}

function restrictions(scope: GrantScope): number {
  return [scope.models, scope.kinds, scope.apps].filter((dimension) => dimension !== null).length;
}

/** What a grant's scope is held against: one component of one usage. */
export interface Purpose {
  readonly model: string;
  readonly kind: Kind;
  readonly app: string | null;
}

/** Rule 14: a grant pays what happened from `eligibleFrom` on and before it expired, within its scope. */
export function mayPay(grant: LiveGrant, judgedAt: Instant, purpose: Purpose): boolean {
  return isEligible(grant, judgedAt) && isFor(grant.scope, purpose);
}

/** Held credits pay their reservation however late, but never outside of their grant's scope (rule 25). */
export function isFor({ models, kinds, apps }: GrantScope, purpose: Purpose): boolean {
  if (models !== null && !models.includes(purpose.model)) return false;
  if (kinds !== null && !kinds.includes(purpose.kind)) return false;
  return apps === null || (purpose.app !== null && apps.includes(purpose.app));
}
