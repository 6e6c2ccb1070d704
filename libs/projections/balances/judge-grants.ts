import { totalMicro, type Credits, type Instant } from '#libs/kernel/index.js';
import { availableMicro, hasExpired, lapsingMicro } from '#libs/ledger/contract.js';
import type { BalanceView, GrantView } from './balance-view.js';

type Judged = Pick<BalanceView, 'availableMicro' | 'lapsingMicro' | 'nextExpiry'>;

/** What grants are worth at an instant (rules 14, 25). */
export function judgeGrants(grants: readonly GrantView[], at: Instant): Judged {
  return {
    availableMicro: availableMicro(grants, at),
    lapsingMicro: lapsingMicro(grants, at),
    nextExpiry: nextExpiry(grants, at),
  };
}

function nextExpiry(grants: readonly GrantView[], at: Instant): BalanceView['nextExpiry'] {
  const ahead = grants.filter((grant) => grant.expiresAt !== null && !hasExpired(grant, at));
  if (ahead.length === 0) return null;
  const soonest = Math.min(...ahead.map((grant) => grant.expiresAt!));
  const lost = ahead.filter((grant) => grant.expiresAt === soonest).map((grant) => grant.remainingMicro);
  return { at: soonest, amountMicro: totalMicro(lost) as Credits };
}
