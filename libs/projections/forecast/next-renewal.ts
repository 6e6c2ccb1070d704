import type { Instant } from '#libs/kernel/index.js';
import type { AccountView, SubscriptionView } from '../accounts/account-view.js';

/** When a subscription brings credits again; `null`: none will. A closed account renews nothing. */
export function nextRenewal(
  { standing }: Pick<AccountView, 'standing'>,
  subscriptions: readonly SubscriptionView[],
): Instant | null {
  if (standing === 'closed') return null;
  const ends = subscriptions.filter(bringsMore).map(({ term }) => term.endsAt);
  return ends.length === 0 ? null : Math.min(...ends);
}

function bringsMore({ ended, change, terms, occurrences }: SubscriptionView): boolean {
  if (ended !== null) return false;
  const next = change === null ? terms : change.next?.terms;
  if (next === undefined || next.allowanceMicro === 0n) return false;
  return next.count === null || occurrences < next.count;
}
