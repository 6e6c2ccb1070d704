import type { Credits, Instant } from '#libs/kernel/index.js';
import { totalMicro } from '#libs/kernel/index.js';
import type { GrantScope } from './terms.js';

/** What rules 14 and 25 judge a grant by. */
export interface StandingGrant {
  readonly remainingMicro: Credits;
  readonly eligibleFrom: Instant;
  readonly expiresAt: Instant | null;
  readonly scope: GrantScope;
}

/** Rule 14: the instant of expiry is the first at which a grant no longer pays. */
export function hasExpired({ expiresAt }: Pick<StandingGrant, 'expiresAt'>, at: Instant): boolean {
  return expiresAt !== null && expiresAt <= at;
}

/** Rule 14: eligibleFrom ≤ at < expiresAt. */
export function isEligible(grant: Pick<StandingGrant, 'eligibleFrom' | 'expiresAt'>, at: Instant): boolean {
  return grant.eligibleFrom <= at && !hasExpired(grant, at);
}

export function isUnscoped({ models, kinds, apps }: GrantScope): boolean {
  return models === null && kinds === null && apps === null;
}

/** What unscoped usage could draw at an instant (rule 25). */
export function availableMicro(grants: readonly StandingGrant[], at: Instant): Credits {
  return remainingOf(grants.filter((grant) => isUnscoped(grant.scope) && isEligible(grant, at)));
}

/** Expired but not taken yet (rule 14). */
export function lapsingMicro(grants: readonly StandingGrant[], at: Instant): Credits {
  return remainingOf(grants.filter((grant) => hasExpired(grant, at)));
}

/** A part of the account's remaining credits, so within int64 with them (rule 1). */
function remainingOf(grants: readonly StandingGrant[]): Credits {
  return totalMicro(grants.map((grant) => grant.remainingMicro)) as Credits;
}
