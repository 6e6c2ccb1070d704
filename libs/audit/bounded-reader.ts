import type { JournalReader } from '#libs/journal/application/journal-reader.js';
import type { Position, RecordedEvent } from '#libs/journal/contract.js';

/** A journal that ends at a position, however much was appended since; the end may be moved on. */
export class BoundedReader implements JournalReader {
  constructor(
    private readonly reader: JournalReader,
    public until: Position,
    private readonly signal?: AbortSignal,
  ) {}

  stream: JournalReader['stream'] = async (stream, from, limit) => {
    return this.within(await this.reader.stream(stream, from, limit));
  };

  all: JournalReader['all'] = async (after, limit) => {
    this.signal?.throwIfAborted();
    return after >= this.until ? [] : this.within(await this.reader.all(after, Math.min(limit, this.until - after)));
  };

  async head(): Promise<Position> {
    return Math.min(this.until, await this.reader.head());
  }

  findKey: JournalReader['findKey'] = (key) => this.reader.findKey(key);

  private within<Found extends RecordedEvent>(records: readonly Found[]): readonly Found[] {
    return records.filter(({ position }) => position <= this.until);
  }
}
