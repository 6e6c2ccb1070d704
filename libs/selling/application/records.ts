import type { DomainEvent, RecordedEvent, StreamName } from '#libs/journal/contract.js';
import type { JournalReader } from '#libs/journal/application/journal-reader.js';

const AT_ONCE = 1_000;

/** The records of one stream, oldest first. */
export async function* recordsOf<Event extends DomainEvent>(
  reader: JournalReader,
  stream: StreamName,
): AsyncGenerator<RecordedEvent<Event>> {
  for (let from = 0; ;) {
    const records = await reader.stream<Event>(stream, from, AT_ONCE);
    yield* records;
    from += records.length;
    if (records.length < AT_ONCE) return;
  }
}

/** The records of the whole journal up to where its head is now. */
export async function* allRecords(reader: JournalReader): AsyncGenerator<RecordedEvent> {
  const head = await reader.head();
  for (let after = 0; after < head;) {
    const records = await reader.all(after, AT_ONCE);
    yield* records;
    after = records.at(-1)?.position ?? head;
  }
}
