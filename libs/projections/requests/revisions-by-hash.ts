import type { Revision } from '#libs/journal/contract.js';
import { NO_TEXT } from './text-hash.js';

const NONE = -1;

/**
 * Revisions of one account by what their debits are hashed to: one chain per remainder of the hash. Twelve bytes a
 * revision, so that an account of a million debits fits in a few megabytes while it is searched.
 */
export class RevisionsByHash {
  private readonly hashes: Int32Array;
  private readonly next: Int32Array;
  private readonly first: Int32Array;

  /** @param revisions more than any that will be added */
  constructor(revisions: number) {
    this.hashes = new Int32Array(revisions);
    this.next = new Int32Array(revisions);
    this.first = new Int32Array(revisions).fill(NONE);
  }

  /** Latest first: they are found in the order of the account's history. */
  add(revision: Revision, hash: number): void {
    if (hash === NO_TEXT) return;
    const chain = this.chainOf(hash);
    this.hashes[revision] = hash;
    this.next[revision] = this.first[chain]!;
    this.first[chain] = revision;
  }

  /** Oldest first. */
  *find(hash: number): Generator<Revision> {
    for (let revision = this.first[this.chainOf(hash)] ?? NONE; revision !== NONE; revision = this.next[revision]!) {
      if (this.hashes[revision] === hash) yield revision;
    }
  }

  private chainOf(hash: number): number {
    return (hash >>> 0) % this.first.length;
  }
}
