/** An event as a client proposes it. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly customMetadata: Uint8Array;
}

export interface LoggedEvent extends ProposedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  /** 100 ns since 1970, in decimal. */
  readonly created: string;
}

/** -1: the stream must not exist. */
export type Expected = number | 'any' | 'stream_exists';

export type Decision =
  | { readonly type: 'success'; readonly revision: number; readonly position: number }
  | { readonly type: 'wrong'; readonly expected: Expected; readonly actual: number };

/** Positions are bytes, so no test may take one for an index. */
const BYTES_PER_EVENT = 100;

/** What the database holds; it outlives its server, as a disk does. Appends are decided as the real one decides them. */
export class StoredLog {
  readonly events: LoggedEvent[] = [];
  private readonly streams = new Map<string, LoggedEvent[]>();
  private readonly listeners = new Set<() => void>();

  constructor() {
    // A real log begins with records of its own.
    this.write('$system', [systemEvent('$epoch', {})]);
  }

  stream(name: string): readonly LoggedEvent[] {
    return this.streams.get(name) ?? [];
  }

  append(stream: string, expected: Expected, proposed: readonly ProposedEvent[]): Decision {
    const current = this.stream(stream).length - 1;
    if (expected === 'any') return this.written(stream, proposed);
    if (expected === 'stream_exists' ? current >= 0 : expected === current) return this.written(stream, proposed);
    const again = expected === 'stream_exists' ? undefined : this.appendedBefore(stream, expected, proposed);
    return again ?? { type: 'wrong', expected, actual: current };
  }

  /** What the database writes of itself: statistics, settings of streams. */
  write(stream: string, proposed: readonly ProposedEvent[]): LoggedEvent {
    const kept = this.streams.get(stream) ?? [];
    this.streams.set(stream, kept);
    for (const event of proposed) {
      const place = { stream, revision: kept.length, position: this.events.length * BYTES_PER_EVENT };
      const logged = { ...event, ...place, created: `${Date.now()}0000` };
      kept.push(logged);
      this.events.push(logged);
    }
    for (const listener of this.listeners) listener();
    return kept.at(-1)!;
  }

  /** Another hand in the database's files: what is read is no longer what was written. */
  tamper(stream: string, revision: number, change: Partial<LoggedEvent>): void {
    const event = this.streams.get(stream)![revision]!;
    Object.assign(event, change);
  }

  listen(onEvents: () => void): () => void {
    this.listeners.add(onEvents);
    return () => this.listeners.delete(onEvents);
  }

  private written(stream: string, proposed: readonly ProposedEvent[]): Decision {
    const { revision, position } = this.write(stream, proposed);
    return { type: 'success', revision, position };
  }

  /** The same ids, all of them, right after the expected revision: a success, with the revision of the first time. */
  private appendedBefore(stream: string, after: number, proposed: readonly ProposedEvent[]): Decision | undefined {
    const stored = this.stream(stream).slice(after + 1, after + 1 + proposed.length);
    const same = stored.length === proposed.length && stored.every(({ id }, at) => id === proposed[at]!.id);
    const last = stored.at(-1);
    return same && last !== undefined
      ? { type: 'success', revision: last.revision, position: last.position }
      : undefined;
  }
}

let made = 0;

export function systemEvent(type: string, data: object): ProposedEvent {
  const id = `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
  const bytes = Buffer.from(JSON.stringify(data));
  return { id, type, contentType: 'application/json', data: bytes, customMetadata: new Uint8Array() };
}
