import { subtractCredits, totalMicro, type Credits, type Instant } from '#libs/kernel/index.js';
import {
  availableMicro,
  freeMicro,
  hasExpired,
  lapsingMicro,
  pendingRolloverMicro,
  rolledMicro,
} from '#libs/ledger/contract.js';
import type { BalanceView, GrantView } from './balance-view.js';

type Judged = Pick<
  BalanceView,
  'reservedMicro' | 'availableMicro' | 'lapsingMicro' | 'pendingRolloverMicro' | 'nextExpiry'
>;

/** What grants are worth at an instant (rules 14, 18, 25). */
export function judgeGrants(grants: readonly GrantView[], at: Instant): Judged {
  return {
    reservedMicro: sumOf(grants.map(({ heldMicro }) => heldMicro)),
    availableMicro: availableMicro(grants, at),
    lapsingMicro: lapsingMicro(grants, at),
    pendingRolloverMicro: pendingRolloverMicro(grants, at),
    nextExpiry: nextExpiry(grants, at),
  };
}

function nextExpiry(grants: readonly GrantView[], at: Instant): BalanceView['nextExpiry'] {
  const ahead = grants.flatMap((grant) => {
    const amountMicro = lostMicro(grant);
    return grant.expiresAt === null || hasExpired(grant, at) || amountMicro === 0n
      ? []
      : [{ at: grant.expiresAt, amountMicro }];
  });
  if (ahead.length === 0) return null;
  const soonest = Math.min(...ahead.map((expiry) => expiry.at));
  return { at: soonest, amountMicro: sumOf(ahead.filter((expiry) => expiry.at === soonest).map(amountOf)) };
}

/** At its end: neither held nor rolled over. */
function lostMicro(grant: GrantView): Credits {
  return subtractCredits(freeMicro(grant), rolledMicro(grant));
}

function amountOf({ amountMicro }: { readonly amountMicro: Credits }): Credits {
  return amountMicro;
}

/** Parts of the account's remaining credits, so within int64 with them (rule 1). */
function sumOf(amounts: readonly Credits[]): Credits {
  return totalMicro(amounts) as Credits;
}
