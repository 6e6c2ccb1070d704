import { createHash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Position, StreamName } from '#libs/journal/contract.js';
import { JournalFault } from '#libs/journal/faults.js';
import { CommitDigest, packChecksums } from './commit-digest.js';
import { ledgerIdOf } from './ledger-database.js';
import type { PlacedRecord } from './segment.js';

/** The last link: what the next commit goes on from. */
export interface ChainLink {
  readonly lastPosition: Position;
  readonly lastStreamNo: number;
  readonly digest: Uint8Array;
}

/** Before the first commit: the identity of the journal, so that no two journals share a link. */
export function chainStart(database: DatabaseSync): ChainLink {
  return { lastPosition: 0, lastStreamNo: 0, digest: createHash('sha256').update(ledgerIdOf(database)).digest() };
}

export const SELECT_LINK =
  'SELECT last_position AS lastPosition, last_stream AS lastStreamNo, digest FROM commits ORDER BY last_position DESC LIMIT 1';

/** Writes the link of each commit inside its transaction (ADR 0012). */
export class CommitChain {
  private readonly insert: StatementSync;
  private link: ChainLink;
  private next: ChainLink | undefined;

  /** @throws JournalFault when records stand behind the last link, or the other way round: somebody else wrote here */
  constructor(database: DatabaseSync, head: Position) {
    this.insert = database.prepare(
      'INSERT INTO commits (last_position, first_position, last_stream, digest, checksums) VALUES (?, ?, ?, ?, ?)',
    );
    this.link = (database.prepare(SELECT_LINK).get() as unknown as ChainLink | undefined) ?? chainStart(database);
    if (this.link.lastPosition === head) return;
    const sentence = `its records end at ${head}, its commits at ${this.link.lastPosition}`;
    throw new JournalFault('journal_damaged', `this journal was changed by hand: ${sentence}`, false);
  }

  /**
   * @param records those of the commit; a commit of facts alone has none and makes no link
   * @param newStreams in the order of their numbers
   * @param write stores the records and gives the digest what is stored
   */
  add(
    records: readonly PlacedRecord[],
    newStreams: readonly StreamName[],
    write: (digest: CommitDigest) => void,
  ): void {
    const [first, last] = [records[0]?.position, records.at(-1)?.position];
    if (first === undefined || last === undefined) return;
    const { digest: previous, lastStreamNo } = this.link;
    const place = { firstPosition: first, lastPosition: last, firstStreamNo: lastStreamNo + 1 };
    const digest = new CommitDigest(previous, place, newStreams);
    write(digest);
    const link = { lastPosition: last, lastStreamNo: lastStreamNo + newStreams.length, digest: digest.finish() };
    this.insert.run(last, first, link.lastStreamNo, link.digest, packChecksums(digest));
    this.next = link;
  }

  /** After the commit: memory follows what is durable. */
  committed(): void {
    this.link = this.next ?? this.link;
  }
}
