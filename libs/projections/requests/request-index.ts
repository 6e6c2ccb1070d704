import type { Kysely } from 'kysely';
import type { AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { ViewsSchema } from '../store/views-schema.js';
import { decodeHashes, firstOfPage, pageOfRevision, type Hashes } from './request-page-rows.js';
import { RevisionsByHash } from './revisions-by-hash.js';
import { textHash } from './text-hash.js';

const PAGES_AT_ONCE = 500;

/** Where an account's debits of a request, and those under it, may be. */
export interface RequestIndex {
  readonly requests: RevisionsByHash;
  readonly parents: RevisionsByHash;
}

/** Reads the whole index of one account, in slices: whoever else asks gets its turn between them. */
export async function requestIndex(db: Kysely<ViewsSchema>, account: AccountId): Promise<RequestIndex> {
  const last = await lastPage(db, account);
  const revisions = firstOfPage(last + 1);
  const index = { requests: new RevisionsByHash(revisions), parents: new RevisionsByHash(revisions) };
  for (let before = last + 1; before > 0;) {
    const rows = await db
      .selectFrom('request_pages')
      .select(['page', 'requests', 'parents'])
      .where('account', '=', account)
      .where('page', '<', BigInt(before))
      .orderBy('page', 'desc')
      .limit(PAGES_AT_ONCE)
      .execute();
    for (const { page, requests, parents } of rows) {
      addPage(index.requests, firstOfPage(Number(page)), decodeHashes(requests));
      addPage(index.parents, firstOfPage(Number(page)), decodeHashes(parents));
    }
    if (rows.length < PAGES_AT_ONCE) return index;
    before = Number(rows.at(-1)!.page);
    await new Promise(setImmediate);
  }
  return index;
}

function addPage(revisions: RevisionsByHash, first: Revision, hashes: Hashes): void {
  for (let at = hashes.length - 1; at >= 0; at -= 1) revisions.add(first + at, hashes[at]!);
}

async function lastPage(db: Kysely<ViewsSchema>, account: AccountId): Promise<number> {
  const row = await db
    .selectFrom('request_pages')
    .select('page')
    .where('account', '=', account)
    .orderBy('page', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? -1 : Number(row.page);
}

/** From a revision on, those whose debits may name a reservation; oldest first. */
export async function* revisionsOfReservation(
  db: Kysely<ViewsSchema>,
  account: AccountId,
  reservation: string,
  from: Revision,
): AsyncGenerator<Revision> {
  const hash = textHash(reservation);
  for (let page = pageOfRevision(from) - 1; ;) {
    const rows = await db
      .selectFrom('request_pages')
      .select(['page', 'reservations'])
      .where('account', '=', account)
      .where('page', '>', BigInt(page))
      .where('reservations', 'is not', null)
      .orderBy('page')
      .limit(PAGES_AT_ONCE)
      .execute();
    for (const row of rows) yield* matches(firstOfPage(Number(row.page)), decodeHashes(row.reservations), hash, from);
    if (rows.length < PAGES_AT_ONCE) return;
    page = Number(rows.at(-1)!.page);
    await new Promise(setImmediate);
  }
}

function* matches(first: Revision, hashes: Hashes, hash: number, from: Revision): Generator<Revision> {
  for (const [at, other] of hashes.entries()) if (other === hash && first + at >= from) yield first + at;
}
