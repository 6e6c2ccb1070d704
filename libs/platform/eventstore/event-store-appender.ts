import { NO_STREAM as ABSENT, WrongExpectedVersionError, type AppendResult } from '@eventstore/db-client';
import type { BodyJson } from '#libs/journal/codec.js';
import { NO_STREAM, type Revision } from '#libs/journal/contract.js';
import type { AppendOutcome, RevisionConflict, StreamAppend } from '#libs/journal/ports/event-store.port.js';
import { bounded } from './bounded.js';
import type { Connection } from './connection.js';
import type { EventStoreReader } from './event-store-reader.js';
import { toJournalFault } from './faults.js';
import { toEvents } from './record-form.js';

/** One append per stream; of one call as many at once as the connection carries well. */
const IN_FLIGHT_MAX = 64;

export class EventStoreAppender {
  constructor(
    private readonly connection: Connection,
    private readonly bodies: BodyJson,
    private readonly reader: EventStoreReader,
  ) {}

  /**
   * Every stream is tried, whatever becomes of the others, and all have their answer, or none in time, when this returns:
   * never are two appends of ours under way on one stream, but for a late one and its very repetition.
   */
  async append(appends: readonly StreamAppend[]): Promise<AppendOutcome> {
    const conflicts: RevisionConflict[] = [];
    const faults: unknown[] = [];
    const waiting = appends.values();
    const work = async (): Promise<void> => {
      for (const append of waiting) {
        await this.appendToStream(append).then(
          (conflict) => conflict !== undefined && conflicts.push(conflict),
          (fault: unknown) => faults.push(fault),
        );
      }
    };
    await Promise.all(Array.from({ length: Math.min(IN_FLIGHT_MAX, appends.length) }, work));
    if (faults.length > 0) throw gravest(faults);
    if (conflicts.length > 0) return { type: 'wrong_revision', conflicts: moved(appends, conflicts) };
    // The answer to bytes that were stored before need not say where; the head is never before them.
    return { type: 'appended', lastPosition: await this.reader.head() };
  }

  private async appendToStream(append: StreamAppend): Promise<RevisionConflict | undefined> {
    const { stream, expectedRevision: expected } = append;
    const { client, timeoutMs, appending } = this.connection;
    const what = `appending to ${stream}`;
    const options = { ...appending, expectedRevision: expected === NO_STREAM ? ABSENT : BigInt(expected) } as const;
    try {
      const call = client.appendToStream(stream, toEvents(this.bodies, append), options);
      await bounded<AppendResult>(what, timeoutMs, call);
      return undefined;
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw toJournalFault(error, what);
      return { stream, expected, actual: revisionOf(error.actualVersion) };
    }
  }
}

/** A fault that cannot be mended outweighs those that may. */
function gravest(faults: readonly unknown[]): unknown {
  return faults.find((fault) => (fault as { readonly retriable?: boolean }).retriable !== true) ?? faults[0];
}

/**
 * Streams are appended to one by one, so some may be stored when another is not. They too stand elsewhere than was
 * expected now, and the decision that is made anew must see them.
 */
function moved(appends: readonly StreamAppend[], conflicts: readonly RevisionConflict[]): readonly RevisionConflict[] {
  const found = new Map(conflicts.map((conflict) => [conflict.stream, conflict]));
  return appends.map(({ stream, expectedRevision, records }) => {
    const stored = { stream, expected: expectedRevision, actual: expectedRevision + records.length };
    return found.get(stream) ?? stored;
  });
}

function revisionOf(actual: string | bigint): Revision {
  return typeof actual === 'bigint' ? Number(actual) : NO_STREAM;
}
