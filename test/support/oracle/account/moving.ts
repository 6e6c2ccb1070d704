import { sum } from '../arithmetic.js';
import { freeOf, grantOf, hasEnded, type Book, type Grant } from './book.js';
import { burnOrder, isEligible } from './burn.js';
import type { Moment, Send } from './deeds.js';
import { give, purchaseEligibleFrom } from './giving.js';
import { periodOf } from './periods.js';

export interface Transfer {
  from: string;
  to: string;
  currency: string;
  parts: { grant: string; amountMicro: bigint }[];
  stage: 'sent' | 'received' | 'refused' | 'done';
}

/** Rule 33: bought credits move, promotional and free ones if the policy says so, held ones never. */
export function send(book: Book, deed: Send, { now }: Moment): Transfer | string {
  if (book.status === 'closed') return 'account_closed';
  if (book.transferIds.has(deed.transfer)) return 'transfer_exists';
  if (deed.to === book.account) return 'transfer_to_itself';
  if (deed.amountMicro <= 0n) return 'transfer_not_positive';
  const movable = [...book.grants.values()]
    .filter((grant) => freeOf(grant) > 0n && isEligible(grant, now))
    .filter((grant) => mayMove(grant, deed))
    .sort(burnOrder);
  if (sum(movable.map(freeOf)) < deed.amountMicro) return 'credits_insufficient';
  let due = deed.amountMicro;
  const parts: Transfer['parts'] = [];
  for (const grant of movable) {
    const amountMicro = freeOf(grant) < due ? freeOf(grant) : due;
    if (amountMicro === 0n) break;
    due -= amountMicro;
    grant.remainingMicro -= amountMicro;
    grant.transferredOutMicro += amountMicro;
    parts.push({ grant: grant.grant, amountMicro });
  }
  book.transferIds.add(deed.transfer);
  return { from: book.account, to: deed.to, currency: book.currency, parts, stage: 'sent' };
}

/** What came for nothing stays so by whatever way it came on. */
function mayMove({ source, costMinor }: Grant, { promotional, free }: Send): boolean {
  if (source === 'promotion') return promotional;
  if (source === 'free_quota') return free;
  const isSecondHand = ['transfer', 'rollover', 'refund'].includes(source);
  return !isSecondHand || costMinor !== null || (promotional && free);
}

/** One grant per part, of the same class, expiry and scope. */
export function receive(book: Book, transfer: Transfer, sender: Book, { now }: Moment): string | null {
  if (book.status === 'closed') return 'account_closed';
  if (transfer.currency !== book.currency) return 'currency_differs';
  const { period } = periodOf(book, now);
  for (const { grant: id, amountMicro } of transfer.parts) {
    const { priority, expiresAt, scope, costMinor } = grantOf(sender, id);
    const eligibleFrom = purchaseEligibleFrom(book);
    const terms = { priority, expiresAt, scope, costMinor, eligibleFrom };
    give(book, { source: 'transfer', amountMicro, ...terms }, period);
  }
  return null;
}

/** Back into the same grants; what has expired meanwhile is gone at once. */
export function takeBack(book: Book, transfer: Transfer, moment: Moment): void {
  for (const { grant: id, amountMicro } of transfer.parts) {
    const grant = grantOf(book, id);
    grant.transferredOutMicro -= amountMicro;
    if (hasEnded(book, grant, moment)) grant.expiredMicro += amountMicro;
    else grant.remainingMicro += amountMicro;
  }
}
