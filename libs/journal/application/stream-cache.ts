import type { Instant } from '#libs/kernel/index.js';
import type { Revision, StreamName } from '../contract.js';

/** A stream as its writer holds it: state at a revision. */
export interface LoadedStream {
  readonly state: unknown;
  readonly revision: Revision;
  readonly lastRecordedAt: Instant;
  /** Every key in the revisions after this one is in the tail. */
  readonly tailFrom: Revision;
}

/** Bounded: the least recently used stream is dropped and loaded again when needed. A cache never changes an answer. */
export class StreamCache {
  private readonly streams = new Map<StreamName, LoadedStream>();

  constructor(
    private readonly capacity: number,
    private readonly onEvict: (stream: StreamName) => void,
  ) {}

  get(stream: StreamName): LoadedStream | undefined {
    return this.streams.get(stream);
  }

  /** Marks as most recently used. */
  set(stream: StreamName, loaded: LoadedStream): void {
    this.streams.delete(stream);
    this.streams.set(stream, loaded);
    if (this.streams.size > this.capacity) this.evict(this.streams.keys().next().value!);
  }

  evict(stream: StreamName): void {
    if (this.streams.delete(stream)) this.onEvict(stream);
  }
}
