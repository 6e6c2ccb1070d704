import { isZone } from '../calendar.js';
import type { Book } from './book.js';
import type { ChosenPolicy, Deed, Moment, OpenAccount } from './deeds.js';
import { openFirst, openUpTo } from './periods.js';

/** Rule 20. */
const MEMBERS_MAX = 10_000;

function isUnsound(policy: ChosenPolicy): boolean {
  if (policy.type === 'limit') return policy.limitMicro < 0n;
  return policy.type === 'invoice' && (policy.capMicro < 0n || policy.amountMinor < 0n || policy.perMicro <= 0n);
}

/** A price that was there before has its number still. */
function choose(book: Book, policy: ChosenPolicy): void {
  if (policy.type === 'invoice') {
    const { capMicro, amountMinor, perMicro } = policy;
    const known = book.prices.findIndex((price) => price.amountMinor === amountMinor && price.perMicro === perMicro);
    if (known < 0) book.prices.push({ amountMinor, perMicro });
    book.policy = { type: 'invoice', capMicro, version: known < 0 ? book.prices.length : known + 1 };
  } else {
    book.policy = policy;
  }
}

export function openAccount(deed: OpenAccount, { now }: Moment): Book | string {
  if (!isZone(deed.zone)) return 'time_zone_unknown';
  if ((deed.openedAt ?? now) > now) return 'opening_in_future';
  if (deed.members.length > MEMBERS_MAX) return 'too_many_members';
  if (isUnsound(deed.policy)) return 'overage_policy_unsound';
  const book: Book = {
    account: deed.account,
    openedAt: deed.openedAt ?? now,
    currency: deed.currency,
    zone: deed.zone,
    billingDay: deed.billingDay,
    status: 'active',
    policy: { type: 'block' },
    prices: [],
    members: new Map(deed.members.map(({ member, limitMicro }) => [member, limitMicro])),
    grants: new Map(),
    buckets: new Map(),
    holds: new Map(),
    outcomes: new Map(),
    settlements: new Set(),
    periods: [],
    subscriptions: new Map(),
    subscriptionIds: new Set(),
    productsTaken: new Set(),
    transferIds: new Set(),
    disputes: new Map(),
  };
  choose(book, deed.policy);
  openFirst(book);
  return book;
}

export function setPolicy(book: Book, policy: ChosenPolicy): string | null {
  if (isUnsound(policy)) return 'overage_policy_unsound';
  choose(book, policy);
  return null;
}

export function setStatus(book: Book, status: Book['status']): string | null {
  if (book.status === 'closed') return 'account_closed';
  if (book.status === status) return 'status_unchanged';
  book.status = status;
  return null;
}

/** From the next period on (rule 12): what is open by now, or should be, keeps what it has. */
export function changeBilling(book: Book, zone: string, billingDay: number, { now }: Moment): string | null {
  if (!isZone(zone)) return 'time_zone_unknown';
  openUpTo(book, now);
  book.zone = zone;
  book.billingDay = billingDay;
  return null;
}

export function setMember(
  book: Book,
  { type, member, limitMicro }: Extract<Deed, { type: 'addMember' | 'setMemberLimit' }>,
): string | null {
  if (type === 'addMember' && book.members.has(member)) return 'member_exists';
  if (type === 'addMember' && book.members.size >= MEMBERS_MAX) return 'too_many_members';
  if (type === 'setMemberLimit' && !book.members.has(member)) return 'member_unknown';
  book.members.set(member, limitMicro);
  return null;
}

export function removeMember(book: Book, member: string): string | null {
  return book.members.delete(member) ? null : 'member_unknown';
}
