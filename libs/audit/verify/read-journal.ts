import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position, RecordedEvent } from '#libs/journal/contract.js';

const READ_AT_ONCE = 1_000;

/** A record that is there and cannot be read: its bytes are broken, or no definition of its type is known (J10). */
export class RecordUnreadable extends Error {
  override readonly name = 'RecordUnreadable';

  constructor(
    readonly position: Position,
    override readonly cause: unknown,
  ) {
    super(`the record at position ${position} cannot be read: ${cause instanceof Error ? cause.message : 'unknown'}`);
  }
}

export interface ReadJournal {
  readonly reader: JournalReader;
  /** Before the first record that is wanted. */
  readonly after?: Position;
  /** The last record that is wanted. */
  readonly until: Position;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((position: Position) => void) | undefined;
}

/**
 * Records in the order of the journal, in pieces.
 * @throws RecordUnreadable at the first that cannot be read, after all before it were given; the signal's reason
 */
export async function* readJournal({
  reader,
  after = 0,
  until,
  signal,
  onProgress,
}: ReadJournal): AsyncGenerator<readonly RecordedEvent[]> {
  for (let position = after; position < until;) {
    signal?.throwIfAborted();
    const limit = Math.min(READ_AT_ONCE, until - position);
    let piece: readonly RecordedEvent[];
    try {
      piece = await reader.all(position, limit);
    } catch {
      yield* upToTheUnreadable(reader, position, limit);
      return;
    }
    const wanted = piece.filter((record) => record.position <= until);
    if (wanted.length === 0) return;
    yield wanted;
    position = wanted.at(-1)!.position;
    onProgress?.(position);
  }
}

/** One by one, so that the record that cannot be read is named. */
async function* upToTheUnreadable(
  reader: JournalReader,
  after: Position,
  limit: number,
): AsyncGenerator<readonly RecordedEvent[]> {
  for (let position = after; position < after + limit; position += 1) {
    let records: readonly RecordedEvent[];
    try {
      records = await reader.all(position, 1);
    } catch (cause) {
      throw new RecordUnreadable(position + 1, cause);
    }
    yield records;
  }
}
