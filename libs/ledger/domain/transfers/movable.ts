import { subtractCredits, ZERO_CREDITS, type Credits, type Instant } from '#libs/kernel/index.js';
import { isEligible } from '../grants/standing.js';
import type { LiveGrant } from '../state.js';
import type { TransferPolicy } from '../terms.js';

/** What a transfer may take of a grant now: what is free, of a class that moves, neither lapsing nor still to come (rule 33). */
export function movableMicro(grant: LiveGrant, now: Instant, policy: TransferPolicy): Credits {
  if (grant.ended || !isEligible(grant, now) || !mayMove(grant, policy)) return ZERO_CREDITS;
  return subtractCredits(grant.remainingMicro, grant.heldMicro);
}

/** What nobody paid for stays free of charge by whatever way it came on: otherwise a second transfer would wash it clean. */
function mayMove({ source, costBasis }: LiveGrant, { promotional, free }: TransferPolicy): boolean {
  switch (source) {
    case 'promotion':
      return promotional;
    case 'free_quota':
      return free;
    case 'transfer':
    case 'rollover':
    case 'refund':
      return costBasis !== null || (promotional && free);
    case 'subscription':
    case 'top_up':
    case 'adjustment':
      return true;
  }
}
