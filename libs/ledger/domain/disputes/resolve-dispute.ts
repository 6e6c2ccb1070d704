import { accept, reject } from '#libs/kernel/index.js';
import type { CommandContext, ResolveDispute } from '../commands.js';
import type { AccountDecision } from '../decision.js';
import type { AccountState } from '../state.js';

/** A dispute that ends with a correction names it: the receipt shows both. */
export function resolveDispute(
  { account, dispute, outcome, explanation, lastRevision }: ResolveDispute & { readonly context: CommandContext },
  state: AccountState,
): AccountDecision {
  if (state.status === 'unopened') return reject({ code: 'account_unknown', account });
  const open = state.disputes.find((other) => other.dispute === dispute);
  if (open === undefined || lastRevision === undefined) return reject({ code: 'dispute_unknown', dispute });
  const { key, chargedRevision, disputedRevision } = open;
  const isCorrected = lastRevision > disputedRevision;
  if (outcome === 'corrected' && !isCorrected) {
    return reject({ code: 'dispute_uncorrected', revision: disputedRevision });
  }
  const correctionRevision = outcome === 'corrected' ? lastRevision : null;
  const data = { account, dispute, ...key, chargedRevision, outcome, explanation, correctionRevision };
  return accept({ type: 'DisputeResolved', data });
}
