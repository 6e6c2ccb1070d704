import { DEFAULT_PRIORITIES } from '../vocabulary.js';
import type { Book, Grant } from './book.js';
import { repay } from './overage.js';
import { oldestUnsealed } from './periods.js';

export type NewGrant = Pick<Grant, 'source' | 'amountMicro' | 'eligibleFrom' | 'expiresAt' | 'scope'> &
  Partial<Pick<Grant, 'grant' | 'priority' | 'rolloverMicro' | 'costMinor' | 'bought'>>;

/** A grant without a name is called after its place among all grants of the account: the fourth is `~4`. */
export function give(book: Book, given: NewGrant, period: number): Grant {
  const nothing = {
    heldMicro: 0n,
    consumedMicro: 0n,
    repaidMicro: 0n,
    expiredMicro: 0n,
    forfeitedMicro: 0n,
    rolledOutMicro: 0n,
    transferredOutMicro: 0n,
    refundedMicro: 0n,
    adjustedDownMicro: 0n,
  };
  const grant: Grant = {
    priority: DEFAULT_PRIORITIES[given.source] ?? 0,
    rolloverMicro: null,
    costMinor: null,
    bought: null,
    ...given,
    grant: given.grant ?? `~${book.grants.size + 1}`,
    remainingMicro: given.amountMicro,
    ended: false,
    reversed: false,
    ...nothing,
  };
  book.grants.set(grant.grant, grant);
  repay(book, grant, period);
  return grant;
}

/** For purchases and incoming transfers: a call that ended seconds before still draws on them (rule 14). */
export function purchaseEligibleFrom(book: Book): number {
  return oldestUnsealed(book).startsAt;
}
