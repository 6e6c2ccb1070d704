import { BACKWARDS, END, StreamNotFoundError, type RecordedEvent } from '@eventstore/db-client';
import type { BodyJson } from '#libs/journal/codec.js';
import type { Position, Revision, StreamName } from '#libs/journal/contract.js';
import { JournalFault } from '#libs/journal/faults.js';
import type { RecordReaderPort, StoredRecord } from '#libs/journal/ports/event-store.port.js';
import { readUntil } from './bounded.js';
import type { Connection } from './connection.js';
import { toJournalFault } from './faults.js';
import type { LedgerStreams } from './ledger-streams.js';
import { placeOf, positionOf } from './positions.js';
import { toRecord } from './record-form.js';

interface Resolved {
  readonly event?: RecordedEvent;
}

export class EventStoreReader implements RecordReaderPort {
  constructor(
    private readonly connection: Connection,
    private readonly bodies: BodyJson,
    private readonly streams: LedgerStreams,
  ) {}

  async readStream(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredRecord[]> {
    const records: StoredRecord[] = [];
    await this.streamEvents(stream, { fromRevision: BigInt(from), maxCount: limit }, (event) => {
      const record = toRecord(this.bodies, event);
      const expected = from + records.length;
      if (record.revision !== expected) throw truncated(stream, expected, record.revision);
      records.push(record);
    });
    return records;
  }

  /** The client has no filter for reads of everything: what is not ours is left out here, and ends no page early. */
  async readAll(after: Position, limit: number): Promise<readonly StoredRecord[]> {
    const records: StoredRecord[] = [];
    if (limit <= 0) return records;
    await this.allEvents({ fromPosition: placeOf(after) }, (event) => {
      if (!this.streams.has(event.streamId) || positionOf(event.position) <= after) return 'more';
      records.push(toRecord(this.bodies, event));
      return records.length === limit ? 'enough' : 'more';
    });
    return records;
  }

  async head(): Promise<Position> {
    let head = 0;
    await this.allEvents({ fromPosition: END, direction: BACKWARDS }, (event) => {
      if (!this.streams.has(event.streamId)) return 'more';
      head = positionOf(event.position);
      return 'enough';
    });
    return head;
  }

  private async streamEvents(
    stream: StreamName,
    options: { readonly fromRevision: bigint; readonly maxCount: number },
    take: (event: RecordedEvent) => void,
  ): Promise<void> {
    const { client, timeoutMs, reading } = this.connection;
    const what = `reading ${stream}`;
    try {
      await readUntil(what, timeoutMs, client.readStream(stream, { ...options, ...reading }), (resolved: Resolved) => {
        if (resolved.event !== undefined) take(resolved.event);
        return 'more';
      });
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw toJournalFault(error, what);
    }
  }

  private async allEvents(
    options: NonNullable<Parameters<Connection['client']['readAll']>[0]>,
    take: (event: RecordedEvent) => 'more' | 'enough',
  ): Promise<void> {
    const { client, timeoutMs, reading } = this.connection;
    const what = 'reading the journal';
    try {
      await readUntil(what, timeoutMs, client.readAll({ ...options, ...reading }), ({ event }: Resolved) =>
        event === undefined ? 'more' : take(event),
      );
    } catch (error) {
      throw toJournalFault(error, what);
    }
  }
}

function truncated(stream: StreamName, expected: Revision, found: Revision): JournalFault {
  const sentence = `${stream} goes on at revision ${found} where ${expected} should be: records were removed.`;
  return new JournalFault('stream_truncated', sentence, false);
}
