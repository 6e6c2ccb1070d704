import type { Credits, Instant } from '#libs/kernel/index.js';
import { smallerCredits, subtractCredits, totalMicro, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { GrantScope, RolloverTerms } from '../terms.js';

/** What rules 14, 18 and 25 judge a grant by. */
export interface StandingGrant {
  readonly remainingMicro: Credits;
  readonly heldMicro: Credits;
  readonly eligibleFrom: Instant;
  readonly expiresAt: Instant | null;
  readonly scope: GrantScope;
  readonly rollover: RolloverTerms | null;
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

/** What no reservation holds: nothing of a grant that has ended (rule 25). */
export function freeMicro({ remainingMicro, heldMicro }: Pick<StandingGrant, 'remainingMicro' | 'heldMicro'>): Credits {
  return subtractCredits(remainingMicro, heldMicro);
}

/** What unscoped usage could draw at an instant (rule 25). */
export function availableMicro(grants: readonly StandingGrant[], at: Instant): Credits {
  return sumOf(grants.filter((grant) => isUnscoped(grant.scope) && isEligible(grant, at)).map(freeMicro));
}

/** What some usage or other could draw at an instant, whatever the scope. */
export function usableMicro(grants: readonly StandingGrant[], at: Instant): Credits {
  return sumOf(grants.filter((grant) => isEligible(grant, at)).map(freeMicro));
}

/** Expired, not taken yet, and not to be rolled over either (rule 14). */
export function lapsingMicro(grants: readonly StandingGrant[], at: Instant): Credits {
  const lapsing = grants.filter((grant) => hasExpired(grant, at));
  return sumOf(lapsing.map((grant) => subtractCredits(freeMicro(grant), rolledMicro(grant))));
}

/** Expired, and granted anew at the seal (rule 18). */
export function pendingRolloverMicro(grants: readonly StandingGrant[], at: Instant): Credits {
  return sumOf(grants.filter((grant) => hasExpired(grant, at)).map(rolledMicro));
}

/** What stays of a grant when it is ended: min(max, free); the rest is forfeited (rule 18). */
export function rolledMicro(grant: Omit<StandingGrant, 'scope' | 'eligibleFrom' | 'expiresAt'>): Credits {
  return grant.rollover === null ? ZERO_CREDITS : smallerCredits(grant.rollover.maxMicro, freeMicro(grant));
}

/** A part of the account's remaining credits, so within int64 with them (rule 1). */
function sumOf(amounts: readonly Credits[]): Credits {
  return totalMicro(amounts) as Credits;
}
