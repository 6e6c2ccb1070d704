import type { Credits } from '#libs/kernel/index.js';
import { invariant } from '#libs/kernel/index.js';
import type { GrantExpired } from '../events.js';
import type { LiveGrant, OpenAccountState } from '../state.js';
import { freeMicro } from './standing.js';

/**
 * Takes what is left free of an expired grant (rule 14). One event per grant, also where all of it is held: from then on
 * what a reservation gives back is gone (rule 25).
 */
export function expireGrant({ account }: OpenAccountState, grant: LiveGrant): GrantExpired {
  const { expiresAt } = grant;
  invariant(expiresAt !== null && !grant.ended, 'a grant expires once, at its expiry');
  const amountMicro: Credits = freeMicro(grant);
  return { type: 'GrantExpired', data: { account, grant: grant.grant, expiresAt, amountMicro } };
}
