import { invariant, totalMicro } from '#libs/kernel/index.js';
import type {
  SubscriptionChangeScheduled,
  SubscriptionEnded,
  SubscriptionRenewed,
  SubscriptionStarted,
  SubscriptionUpgraded,
} from '../events.js';
import { isSameRhythm } from '../selling/term.js';
import type { LiveSubscription } from '../state.js';
import type { MoneyLine } from '../terms.js';

type SubscriptionEvent =
  SubscriptionStarted | SubscriptionRenewed | SubscriptionUpgraded | SubscriptionChangeScheduled | SubscriptionEnded;

export function subscriptionsAfter(
  subscriptions: readonly LiveSubscription[],
  event: SubscriptionEvent,
): readonly LiveSubscription[] {
  if (event.type === 'SubscriptionStarted') {
    const { subscription, product, terms, term, allowanceMicro, grant, lines } = event.data;
    invariant(!subscriptions.some((live) => live.subscription === subscription), 'a subscription starts once');
    const feeMinor = paidMinor(lines);
    const times = { startedAt: term.startsAt, termBeganAt: term.startsAt, term, occurrences: 1 };
    const begun = { ...times, allowanceMicro, feeMinor, grant, next: undefined };
    return [...subscriptions, { subscription, product, terms, ...begun }];
  }
  const at = subscriptions.findIndex((live) => live.subscription === event.data.subscription);
  const found = subscriptions[at];
  invariant(found !== undefined, 'the subscription is live');
  if (event.type === 'SubscriptionEnded') return subscriptions.toSpliced(at, 1);
  return subscriptions.with(at, changed(found, event));
}

function changed(
  live: LiveSubscription,
  event: SubscriptionRenewed | SubscriptionUpgraded | SubscriptionChangeScheduled,
): LiveSubscription {
  switch (event.type) {
    case 'SubscriptionRenewed': {
      const { product, terms, occurrence, term, allowanceMicro, grant, lines } = event.data;
      const startedAt = isSameRhythm(live.terms.every, terms.every) ? live.startedAt : term.startsAt;
      const feeMinor = paidMinor(lines);
      const times = { startedAt, termBeganAt: term.startsAt, term, occurrences: occurrence };
      return { ...live, ...times, product, terms, allowanceMicro, feeMinor, grant, next: undefined };
    }
    case 'SubscriptionUpgraded': {
      const { product, terms, at, allowanceMicro, grant, lines } = event.data;
      const term = { startsAt: at, endsAt: live.term.endsAt };
      return { ...live, product, terms, term, allowanceMicro, feeMinor: paidMinor(lines), grant, next: undefined };
    }
    case 'SubscriptionChangeScheduled':
      return { ...live, next: event.data.next };
  }
}

/** What was paid for the term: its share of the fee, without what was given back of the terms before. */
function paidMinor(lines: readonly MoneyLine[]): bigint {
  return totalMicro(lines.filter(({ kind }) => kind !== 'credit').map(({ amountMinor }) => amountMinor));
}
