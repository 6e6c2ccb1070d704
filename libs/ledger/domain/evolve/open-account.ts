import { invariant, ShardedMap, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { AccountOpened } from '../events.js';
import type { AccountState, OpenAccountState } from '../state.js';
import type { OveragePolicy, OveragePrice } from '../terms.js';

export function opened(state: AccountState, { data }: AccountOpened): OpenAccountState {
  invariant(state.status === 'unopened', 'an account is opened once');
  const { account, kind, openedAt, currency, zone, billingDay, overagePolicy, tariffBook, alertRules } = data;
  return {
    status: 'open',
    standing: 'active',
    account,
    kind,
    openedAt,
    currency,
    zone,
    billingDay,
    tariffBooks: [{ tariffBook, effectiveFrom: openedAt }],
    overagePolicy,
    overagePrices: withPriceOf([], overagePolicy),
    alertRules,
    members: ShardedMap.of(data.members.map((terms) => [terms.member, terms])),
    grants: [],
    grantsMade: 0,
    holds: ShardedMap.of(),
    holdEnds: [],
    heldHeadroomMicro: ZERO_CREDITS,
    heldByMember: ShardedMap.of(),
    subscriptions: [],
    transfers: [],
    disputes: [],
    periods: [],
    sealedPeriods: [],
    overage: [],
    creditedLines: [],
    remainingMicro: ZERO_CREDITS,
    baseMicro: ZERO_CREDITS,
    overageMicro: ZERO_CREDITS,
    nothingDueBefore: { holds: Infinity, giving: Infinity, taking: Infinity },
  };
}

/** Prices are numbered per account: version n stands at n − 1. */
export function withPriceOf(prices: readonly OveragePrice[], policy: OveragePolicy): readonly OveragePrice[] {
  if (policy.type !== 'invoice' || policy.price.version <= prices.length) return prices;
  invariant(policy.price.version === prices.length + 1, 'overage prices are numbered without a gap');
  return [...prices, policy.price];
}
