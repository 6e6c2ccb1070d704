import type { LiveGrant } from '../state.js';
import type { GrantTerms } from '../terms.js';

/** A live grant as it was given. */
export function termsOf({
  grant,
  source,
  priority,
  amountMicro,
  eligibleFrom,
  expiresAt,
  scope,
  costBasis,
  rollover,
}: LiveGrant): GrantTerms {
  return { grant, source, priority, amountMicro, eligibleFrom, expiresAt, scope, costBasis, rollover };
}
