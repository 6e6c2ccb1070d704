import { Buffer } from 'node:buffer';
import type { DatabaseSync } from 'node:sqlite';
import type {
  IntegrityFault,
  IntegrityOptions,
  JournalHead,
  JournalIntegrityPort,
} from '#libs/journal/ports/journal-integrity.port.js';
import type { SourceProofsPort } from '#libs/journal/ports/source-proofs.port.js';
import { CommitCheck } from './check-commit.js';
import { chainStart, type ChainLink } from './commit-chain.js';
import { CommitRows, type CommitRow } from './commit-rows.js';
import { departure, fault, notCommitted, unreadable } from './integrity-faults.js';

const COMMITS_AT_ONCE = 64;

/** Checks a journal on a read-only connection, commit by commit, each a few reads: its writer is never kept waiting. */
export class SqliteJournalIntegrity implements JournalIntegrityPort {
  private readonly stored: CommitRows;

  constructor(
    private readonly database: DatabaseSync,
    private readonly proofs: SourceProofsPort,
  ) {
    this.stored = new CommitRows(database);
  }

  head(): Promise<JournalHead> {
    const { lastPosition, digest } = this.newest();
    return Promise.resolve({ position: lastPosition, digest: hexOf(digest) });
  }

  async *check({ against, onProgress, signal }: IntegrityOptions = {}): AsyncIterable<IntegrityFault> {
    const head = this.newest().lastPosition;
    if (against !== undefined) yield* departure(against, head, this.digestAt(against.position));
    const check = new CommitCheck(this.stored);
    let previous = chainStart(this.database);
    for (;;) {
      const commits = this.stored.after(previous.lastPosition, head, COMMITS_AT_ONCE);
      for (const commit of commits) {
        if (signal?.aborted === true) return;
        yield* this.checked(check, commit, previous);
        previous = commit;
        onProgress?.(commit.lastPosition);
      }
      if (commits.length < COMMITS_AT_ONCE) break;
      await new Promise(setImmediate);
    }
    yield* this.besides(check, previous);
    yield* this.outcomes(signal);
  }

  private async *checked(check: CommitCheck, commit: CommitRow, previous: ChainLink): AsyncIterable<IntegrityFault> {
    try {
      yield* check.check(commit, previous);
    } catch (error) {
      check.isWhole = false;
      yield unreadable(commit, error);
    }
  }

  /** What stands in the journal without belonging to any commit. */
  private *besides(check: CommitCheck, { lastPosition }: ChainLink): Iterable<IntegrityFault> {
    const ends = this.stored.ends();
    // Who reads on from the first position never meets them, who reads their stream does.
    if (ends.first < 1) yield notCommitted({ firstPosition: ends.first, lastPosition: 0 });
    if (ends.records > ends.commits) {
      yield notCommitted({ firstPosition: ends.commits + 1, lastPosition: ends.records });
    }
    if (check.isWhole && this.stored.partCount(lastPosition) > check.partsSeen) {
      const sentence = 'The index of streams names records that are not where it says.';
      yield fault('commit_changed', { firstPosition: 1, lastPosition }, sentence);
    }
  }

  /** Rule 37: totals are kept beside the outcomes they sum up. */
  private async *outcomes(signal: AbortSignal | undefined): AsyncIterable<IntegrityFault> {
    for await (const proof of this.proofs.prove(signal && { signal })) {
      for (const difference of proof.differences) {
        yield fault('outcomes_differ', { firstPosition: 0, lastPosition: 0 }, `${proof.source}: ${difference}`);
      }
    }
  }

  private newest(): ChainLink {
    return this.stored.newest() ?? chainStart(this.database);
  }

  private digestAt(position: number): string | undefined {
    const digest = position === 0 ? chainStart(this.database).digest : this.stored.digestAt(position);
    return digest && hexOf(digest);
  }
}

function hexOf(digest: Uint8Array): string {
  return Buffer.from(digest).toString('hex');
}
