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

interface Entry {
  loaded: LoadedStream;
  /** Used since the hand last passed: gets a second chance. */
  used: boolean;
}

/**
 * Bounded; a cache never changes an answer. Evicts by second chance (the clock algorithm): like least-recently-used, but
 * a use only sets a flag, where moving the entry would cost more than the look-up itself.
 */
export class StreamCache {
  private readonly streams = new Map<StreamName, Entry>();

  constructor(
    private readonly capacity: number,
    private readonly onEvict: (stream: StreamName) => void,
  ) {}

  get(stream: StreamName): LoadedStream | undefined {
    const entry = this.streams.get(stream);
    if (entry !== undefined) entry.used = true;
    return entry?.loaded;
  }

  set(stream: StreamName, loaded: LoadedStream): void {
    const entry = this.streams.get(stream);
    if (entry === undefined) {
      this.streams.set(stream, { loaded, used: true });
      if (this.streams.size > this.capacity) this.evictOne();
    } else {
      entry.loaded = loaded;
      entry.used = true;
    }
  }

  evict(stream: StreamName): void {
    if (this.streams.delete(stream)) this.onEvict(stream);
  }

  private evictOne(): void {
    for (const [stream, entry] of this.streams) {
      if (!entry.used) {
        this.evict(stream);
        return;
      }
      entry.used = false;
      this.streams.delete(stream);
      this.streams.set(stream, entry);
    }
  }
}
