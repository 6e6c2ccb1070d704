import { invariant, totalMicro } from '#libs/kernel/index.js';
import type { Clock, PurchaseFacts } from '../domain/commands.js';
import { dueWork } from '../domain/due/due-work.js';
import type { AccountEvent } from '../domain/events.js';
import { grantKey } from '../domain/keys.js';
import { movementsOf, type Book } from '../domain/movements.js';
import type { AccountState } from '../domain/state.js';
import { accountRecords } from './account-records.js';
import { findRecord, type FactsParts } from './find-record.js';

/** What became of a bought grant, as far as the journal went when it was read. */
export interface PurchaseStory {
  readonly granted: PurchaseFacts['granted'];
  /** What left it unused: expired, forfeited, refunded, adjusted down. */
  readonly lostMicro: bigint;
}

/** `undefined`: the account has no such grant. */
export async function readPurchaseStory(
  parts: FactsParts,
  account: string,
  grant: string,
): Promise<PurchaseStory | undefined> {
  const given = await findRecord(parts, account, grantKey(account, grant, parts.sha256), 'CreditsGranted');
  if (given === undefined) return undefined;
  let lostMicro = 0n;
  for await (const { event } of accountRecords(parts.reader, account, given.revision)) {
    lostMicro += movedOut(event, grant, isLoss);
  }
  return { granted: given.event.data, lostMicro };
}

/**
 * The facts at the decision. Usage may have gone on since the story was read, and even used the grant up, so what it was
 * used for is told from what remains of it now: usage, overage, gifts to other accounts. What is due by the clock comes
 * before the decision (rule 15), and a seal may roll the grant over.
 */
export function purchaseFacts(
  { granted, lostMicro }: PurchaseStory,
  { state, clock, reversed }: { readonly state: AccountState; readonly clock: Clock; readonly reversed: boolean },
): PurchaseFacts {
  invariant(state.status === 'open', 'an account that bought something is open');
  const { grant, amountMicro } = granted.terms;
  const remainingMicro = state.grants.find((live) => live.grant === grant)?.remainingMicro ?? 0n;
  const soFarMicro = amountMicro - remainingMicro - lostMicro;
  const dueMicro = totalMicro(dueWork(state, clock).events.map((event) => movedOut(event, grant, isUse)));
  return { granted, consumedMicro: soFarMicro + dueMicro, reversed };
}

function movedOut(event: AccountEvent, grant: string, counts: (book: Book) => boolean): bigint {
  const isGrant = (book: Book): boolean => book.book === 'grant' && book.grant === grant;
  return movementsOf(event).reduce((sum, { from, to, amountMicro }) => {
    const out = isGrant(from) && counts(to) ? amountMicro : 0n;
    return sum + out - (isGrant(to) && counts(from) ? amountMicro : 0n);
  }, 0n);
}

/** Credits given away are used by their giver; credits that repaid overage paid for the usage in it. */
function isUse({ book }: Book): boolean {
  return book === 'consumed' || book === 'overage' || book === 'transferred_out' || book === 'rolled_out';
}

function isLoss(book: Book): boolean {
  return book.book !== 'issued' && !isUse(book);
}
