import type { AccountId } from '#libs/kernel/index.js';
import type { Revision } from '#libs/journal/contract.js';
import type { Table } from '../ports/view-store.port.js';
import { NO_TEXT } from './text-hash.js';

/** Revisions of an account's stream that share a row: what a debit costs is a share of a row this long. */
const PAGE_SIZE = 64;
const HASH_BYTES = 4;

/** By place on the page; what lies beyond the end, and what is no debit, is `NO_TEXT`. */
export type Hashes = readonly number[];

export const NO_HASHES: Hashes = [];

/**
 * Hashes of what the debits of 64 revisions say of themselves: enough to find them in the journal, which holds the
 * texts.
 */
export interface RequestPageRow {
  readonly account: AccountId;
  readonly page: number;
  readonly requests: Hashes;
  readonly parents: Hashes;
  readonly reservations: Hashes;
}

export interface RequestPageColumns {
  readonly account: string;
  readonly page: bigint;
  /** Base64 of 32-bit numbers, little-endian; `null`: none */
  readonly requests: string | null;
  readonly parents: string | null;
  readonly reservations: string | null;
}

export const requestPagesTable: Table<RequestPageRow, RequestPageColumns> = {
  name: 'request_pages',
  key: ['account', 'page'],
  columns: ['account', 'page', 'requests', 'parents', 'reservations'],
  encode: (row) => [row.account, row.page, encode(row.requests), encode(row.parents), encode(row.reservations)],
  decode: (columns) => ({
    account: columns.account,
    page: Number(columns.page),
    requests: decodeHashes(columns.requests),
    parents: decodeHashes(columns.parents),
    reservations: decodeHashes(columns.reservations),
  }),
};

export function requestPageKey({ account, page }: Pick<RequestPageRow, 'account' | 'page'>): string {
  return `${account}/${page}`;
}

export function pageOfRevision(revision: Revision): number {
  return Math.floor(revision / PAGE_SIZE);
}

export function firstOfPage(page: number): Revision {
  return page * PAGE_SIZE;
}

export function withHash(hashes: Hashes, revision: Revision, hash: number): Hashes {
  if (hash === NO_TEXT) return hashes;
  const next = [...hashes];
  const place = revision % PAGE_SIZE;
  while (next.length < place) next.push(NO_TEXT);
  next[place] = hash;
  return next;
}

function encode(hashes: Hashes): string | null {
  if (hashes.length === 0) return null;
  const bytes = Buffer.allocUnsafe(hashes.length * HASH_BYTES);
  hashes.forEach((hash, at) => bytes.writeInt32LE(hash, at * HASH_BYTES));
  return bytes.toString('base64');
}

export function decodeHashes(text: string | null): Hashes {
  if (text === null) return NO_HASHES;
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: bytes.length / HASH_BYTES }, (_, at) => bytes.readInt32LE(at * HASH_BYTES));
}
