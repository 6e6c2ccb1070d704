import type { Clock } from '../commands.js';
import type { OpenAccountState } from '../state.js';
import type { GrantTerms } from '../terms.js';

/** Whether credits can still go back into a grant, and whether it has to be brought back into the state for that. */
export type GrantFate = 'live' | 'gone' | 'ended';

/**
 * Rule 28: a grant has ended meanwhile when its end was recorded, or would have been had it had anything left. One that
 * was used up before its end is only gone: it takes credits back, and lapses or rolls over with them.
 */
export function fateOf(grant: GrantTerms, state: OpenAccountState, clock: Clock): GrantFate {
  const live = state.grants.find((other) => other.grant === grant.grant);
  if (live !== undefined) return live.ended ? 'ended' : 'live';
  return hasEnded(grant, state, clock) ? 'ended' : 'gone';
}

/** What rolls over is ended by the seal of the period it expires in, everything else when its grace has passed (rule 14). */
function hasEnded(
  { expiresAt, rollover }: GrantTerms,
  { sealedPeriods }: OpenAccountState,
  { takeUpTo, closeGraceMs }: Clock,
): boolean {
  if (expiresAt === null) return false;
  if (rollover === null) return expiresAt + closeGraceMs <= takeUpTo;
  const sealed = sealedPeriods.at(-1);
  return sealed !== undefined && expiresAt <= sealed.endsAt;
}
