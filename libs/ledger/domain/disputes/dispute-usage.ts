import { accept, reject } from '#libs/kernel/index.js';
import { OPEN_DISPUTES_MAX } from '../bounds.js';
import type { CommandContext, DisputeUsage } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountState } from '../state.js';

/** A debit has one open dispute at a time; what was resolved may be disputed again. */
export function disputeUsage(
  { account, dispute, key, ground, facts, context }: DisputeUsage & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  if (context.idUsed) return reject({ code: 'dispute_exists', dispute });
  if (facts === undefined) return reject({ code: 'usage_unknown', ...key });
  const { chargedRevision, lastRevision: disputedRevision } = facts;
  const open = state.disputes.find((other) => other.chargedRevision === chargedRevision);
  if (open !== undefined) return reject({ code: 'usage_already_disputed', dispute: open.dispute });
  if (state.disputes.length >= OPEN_DISPUTES_MAX) {
    return reject({ code: 'too_many_disputes', limit: OPEN_DISPUTES_MAX });
  }
  return accept({
    type: 'UsageDisputed',
    data: { account, dispute, ...key, chargedRevision, disputedRevision, ground },
  });
}
