import type { Fingerprint } from '#libs/kernel/index.js';
import { decodeRecord, type EventCodec } from '../codec.js';
import type { DomainEvent, Position, PriorUse, RecordedEvent, Revision, StreamName } from '../contract.js';
import type { RecordReaderPort } from '../ports/event-store.port.js';
import type { KeyIndexPort } from '../ports/key-index.port.js';
import type { JournalReader } from './journal-reader.js';

export class StoreJournalReader implements JournalReader {
  constructor(
    private readonly records: RecordReaderPort,
    private readonly keyIndex: KeyIndexPort,
    private readonly codec: EventCodec,
  ) {}

  async stream<Event extends DomainEvent>(
    stream: StreamName,
    from: Revision,
    limit: number,
  ): Promise<readonly RecordedEvent<Event>[]> {
    const found = await this.records.readStream(stream, from, limit);
    await giveWay(found, limit);
    return found.map((record) => decodeRecord<Event>(this.codec, record));
  }

  async all<Event extends DomainEvent>(after: Position, limit: number): Promise<readonly RecordedEvent<Event>[]> {
    const found = await this.records.readAll(after, limit);
    await giveWay(found, limit);
    return found.map((record) => decodeRecord<Event>(this.codec, record));
  }

  head(): Promise<Position> {
    return this.records.head();
  }

  async findKey(key: Fingerprint): Promise<PriorUse | undefined> {
    const { hits } = await this.keyIndex.lookup([key], []);
    return hits.get(key);
  }
}

/** A store in the process answers at once: who reads page after page would keep everybody else from their turn. */
async function giveWay(found: readonly unknown[], limit: number): Promise<void> {
  if (limit > 1 && found.length === limit) await new Promise(setImmediate);
}
