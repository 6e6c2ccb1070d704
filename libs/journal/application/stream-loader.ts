import { invariant } from '#libs/kernel/index.js';
import type { EventCodec } from '../codec.js';
import { NO_STREAM } from '../contract.js';
import type { Aggregate, DomainEvent, Revision, StreamName } from '../contract.js';
import type { EventStorePort } from '../ports/event-store.port.js';
import { FULL_COVERAGE } from '../ports/key-index.port.js';
import type { KeyTail } from './key-tail.js';
import type { LoadedStream } from './stream-cache.js';

export type AnyAggregate = Aggregate<unknown, DomainEvent>;

const PAGE = 2_000;

/** Folds streams from the journal: whole ones, or the part another writer appended. */
export class StreamLoader {
  constructor(
    private readonly eventStore: EventStorePort,
    private readonly codec: EventCodec,
    private readonly tail: KeyTail,
  ) {}

  /** Step 1 of the key rule: `coverage` was read before; the keys in (coverage, head] go to the tail. */
  load(stream: StreamName, aggregate: AnyAggregate, coverage: Revision): Promise<LoadedStream> {
    const empty = { state: aggregate.initial, revision: NO_STREAM, lastRecordedAt: 0, tailFrom: coverage };
    return this.catchUp(stream, aggregate, empty, coverage);
  }

  /** Folds what follows a loaded stream's revision. */
  async catchUp(
    stream: StreamName,
    aggregate: AnyAggregate,
    loaded: LoadedStream,
    coverage: Revision,
  ): Promise<LoadedStream> {
    let { state, revision, lastRecordedAt } = loaded;
    for (;;) {
      const records = await this.eventStore.readStream(stream, revision + 1, PAGE);
      for (const record of records) {
        invariant(record.revision === revision + 1, `stream ${stream} has a gap after revision ${revision}`);
        const decoded = this.codec.decode(record.type, record.body);
        state = aggregate.evolve(state, decoded.event);
        revision = record.revision;
        lastRecordedAt = decoded.meta.recordedAt;
        if (coverage < FULL_COVERAGE) this.tail.add(stream, revision, this.codec.keysOf(decoded), coverage);
      }
      if (records.length < PAGE) return { ...loaded, state, revision, lastRecordedAt };
      // A store in the process answers at once: a long stream would keep everybody else from their turn.
      await new Promise(setImmediate);
    }
  }
}
