import type { AccountId, Instant } from '#libs/kernel/index.js';
import type { SubscriptionStarted } from '#libs/ledger/contract.js';
import type { Handlers } from '../runner/handlers.js';
import type { SubscriptionRow } from './subscription-rows.js';

export function startedSubscription({ data }: SubscriptionStarted): SubscriptionRow {
  const { account, subscription, product, terms, term, allowanceMicro, grant } = data;
  const agreed = { account, subscription, product, terms, term, allowanceMicro, grant };
  return { ...agreed, startedAt: term.startsAt, occurrences: 1, change: null, ended: null };
}

export interface SubscriptionChange {
  readonly account: AccountId;
  readonly subscription: string;
  readonly change: (row: SubscriptionRow) => SubscriptionRow;
}

/** Which subscription an event changes, and how. */
export const subscriptionChanges: Handlers<Instant, SubscriptionChange> = {
  SubscriptionRenewed: ({ data }) => {
    const { account, subscription, occurrence: occurrences, lines: _, ...renewed } = data;
    return { account, subscription, change: (row) => ({ ...row, ...renewed, occurrences, change: null }) };
  },
  SubscriptionUpgraded: ({ data }) => {
    const { account, subscription, product, terms, at: startsAt, allowanceMicro, grant } = data;
    const upgraded = { product, terms, allowanceMicro, grant, change: null };
    return { account, subscription, change: (row) => ({ ...row, ...upgraded, term: { ...row.term, startsAt } }) };
  },
  SubscriptionChangeScheduled: ({ data: { account, subscription, next } }) => {
    return { account, subscription, change: (row) => ({ ...row, change: { next } }) };
  },
  SubscriptionEnded: ({ data: { account, subscription, ending } }, recordedAt) => {
    const ended = { at: recordedAt, ending };
    return { account, subscription, change: (row) => ({ ...row, change: null, ended }) };
  },
};
