import { smallerCredits, subtractCredits } from '#libs/kernel/index.js';
import type { OpenAccountState, BucketState } from '../state.js';
import type { GrantTerms, OveragePolicy, Repayment } from '../terms.js';
import { isUnscoped } from '../grants/standing.js';

/**
 * The overage a grant repays as it is given. A top-up or an allowance: what is owed under `limit`, oldest first
 * (rule 22). A rollover: the overage of the period it is given for, under every policy, what would cost money first
 * (rule 18). A scoped grant repays nothing: its credits are not for everything.
 */
export function repaymentsOf(state: OpenAccountState, terms: GrantTerms): readonly Repayment[] {
  let left = terms.amountMicro;
  return owedTo(state, terms).flatMap(({ bucket, openMicro }) => {
    const amountMicro = smallerCredits(left, openMicro);
    if (amountMicro === 0n) return [];
    left = subtractCredits(left, amountMicro);
    return [{ bucket, amountMicro, openAfterMicro: subtractCredits(openMicro, amountMicro) }];
  });
}

function owedTo(state: OpenAccountState, { source, scope, eligibleFrom }: GrantTerms): readonly BucketState[] {
  if (!isUnscoped(scope)) return [];
  if (source === 'top_up' || source === 'subscription') {
    const limited = state.overage.filter(({ bucket }) => bucket.policy === 'limit');
    return limited.sort((left, right) => left.bucket.period - right.bucket.period);
  }
  if (source !== 'rollover') return [];
  const period = state.periods.find(({ startsAt }) => startsAt === eligibleFrom)?.period;
  const ofPeriod = state.overage.filter(({ bucket }) => bucket.period === period);
  return ofPeriod.sort((left, right) => REPAID_FIRST[left.bucket.policy] - REPAID_FIRST[right.bucket.policy]);
}

const REPAID_FIRST: Readonly<Record<OveragePolicy['type'], number>> = { invoice: 0, limit: 1, block: 2 };
