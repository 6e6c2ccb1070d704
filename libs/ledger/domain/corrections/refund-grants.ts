import type { Clock } from '../commands.js';
import type { CreditsGranted } from '../events.js';
import { costShare } from '../grants/cost-share.js';
import { grantEvent, nextGrantId } from '../grants/make-grant.js';
import { oldest } from '../periods/periods.js';
import type { OpenAccountState } from '../state.js';
import type { Refund } from './undo.js';

const DAY_MS = 24 * 60 * 60 * 1000;
export const REFUND_VALID_MS = 30 * DAY_MS;

/** Rule 28: what would go back into grants that have ended meanwhile is given anew, for 30 days, on the old terms. */
export function refundGrants(
  state: OpenAccountState,
  refunds: readonly Refund[],
  { now }: Clock,
): readonly CreditsGranted[] {
  return refunds.map(({ grant, amountMicro }, ahead) =>
    grantEvent(state, {
      grant: nextGrantId(state, ahead),
      source: 'refund',
      priority: grant.priority,
      amountMicro,
      eligibleFrom: oldest(state).startsAt,
      expiresAt: now + REFUND_VALID_MS,
      scope: grant.scope,
      costBasis: costShare(grant.costBasis, amountMicro, grant.amountMicro),
    }),
  );
}
