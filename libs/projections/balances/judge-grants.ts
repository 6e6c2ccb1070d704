import type { Credits, Instant } from '#libs/kernel/index.js';
import { totalMicro } from '#libs/kernel/index.js';
import { isUnscoped } from './balance-rows.js';
import type { BalanceView, GrantView } from './balance-view.js';

type Judged = Pick<BalanceView, 'availableMicro' | 'lapsingMicro' | 'nextExpiry'>;

/** What grants are worth at an instant (rules 14, 25). */
export function judgeGrants(grants: readonly GrantView[], at: Instant): Judged {
  const lapsing = grants.filter((grant) => hasExpired(grant, at));
  const usable = grants.filter(
    (grant) => !hasExpired(grant, at) && grant.eligibleFrom <= at && isUnscoped(grant.scope),
  );
  return {
    availableMicro: remainingOf(usable),
    lapsingMicro: remainingOf(lapsing),
    nextExpiry: nextExpiry(grants, at),
  };
}

function nextExpiry(grants: readonly GrantView[], at: Instant): BalanceView['nextExpiry'] {
  const ahead = grants.filter((grant) => grant.expiresAt !== null && !hasExpired(grant, at));
  if (ahead.length === 0) return null;
  const soonest = Math.min(...ahead.map((grant) => grant.expiresAt!));
  return { at: soonest, amountMicro: remainingOf(ahead.filter((grant) => grant.expiresAt === soonest)) };
}

function hasExpired({ expiresAt }: GrantView, at: Instant): boolean {
  return expiresAt !== null && expiresAt <= at;
}

/** A part of the account's remaining credits, so within int64 with them (rule 1). */
function remainingOf(grants: readonly GrantView[]): Credits {
  return totalMicro(grants.map((grant) => grant.remainingMicro)) as Credits;
}
