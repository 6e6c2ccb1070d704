import type { Instant } from '#libs/kernel/index.js';
import { pendingRolloverMicro, usableMicro, type StandingGrant } from '../grants/standing.js';
import { headroomMicro, type Owing } from '../overage/headroom.js';
import { periodAt } from '../periods/periods.js';
import type { OpenPeriod } from '../state.js';
import type { AccountStatus } from '../terms.js';

/** What decides it. */
export interface Blockable extends Owing {
  readonly standing: AccountStatus;
  readonly grants: readonly StandingGrant[];
  /** Unsealed, oldest first. */
  readonly periods: readonly Pick<OpenPeriod, 'period' | 'startsAt' | 'endsAt'>[];
}

/**
 * Whether gateways that never reserve should stop calling for the account (rule 22): it is not active, or no grant of
 * any scope, no pending rollover and no overage headroom is left.
 */
export function isBlocked(state: Blockable, at: Instant): boolean {
  if (state.standing !== 'active') return true;
  if (usableMicro(state.grants, at) > 0n || pendingRolloverMicro(state.grants, at) > 0n) return false;
  return headroomMicro(state, periodAt(state, at)) === 0n;
}
