import type { PurchaseFacts } from '../domain/commands.js';
import type { AccountEvent } from '../domain/events.js';
import { grantKey } from '../domain/keys.js';
import { movementsOf, type Book } from '../domain/movements.js';
import type { AccountState } from '../domain/state.js';
import { accountRecords } from './account-records.js';
import { findRecord, type FactsParts } from './find-record.js';

/** What became of a bought grant, as far as the journal went when it was read. */
export interface PurchaseStory {
  readonly granted: PurchaseFacts['granted'];
  /** What it was used for: usage, overage, gifts to other accounts; less what came back. */
  readonly usedMicro: bigint;
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
  let usedMicro = 0n;
  let lostMicro = 0n;
  for await (const { event } of accountRecords(parts.reader, account, given.revision)) {
    usedMicro += movedOut(event, grant, isUse);
    lostMicro += movedOut(event, grant, isLoss);
  }
  return { granted: given.event.data, usedMicro, lostMicro };
}

/**
 * The facts at the decision. Usage may have gone on since the story was read, so what a live grant was used for is told
 * from what remains of it now; one that is gone is used no more.
 */
export function purchaseFacts(
  { granted, usedMicro, lostMicro }: PurchaseStory,
  state: AccountState,
  reversed: boolean,
): PurchaseFacts {
  const { grant, amountMicro } = granted.terms;
  const live = state.status === 'open' ? state.grants.find((other) => other.grant === grant) : undefined;
  const consumedMicro = live === undefined ? usedMicro : amountMicro - live.remainingMicro - lostMicro;
  return { granted, consumedMicro, reversed };
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
