import { invariant } from '#libs/kernel/index.js';
import type { Fingerprint, Instant } from '#libs/kernel/index.js';
import type { EventCodec } from '../codec.js';
import type { Aggregate, DomainEvent, PriorUse, Revision, StreamName } from '../contract.js';
import type { NewRecord, StreamAppend } from '../ports/event-store.port.js';
import type { IntakeFacts } from '../ports/intake-facts.js';
import type { Facts, KnownKeys, Origin, Session } from './session.js';
import type { LoadedStream } from './stream-cache.js';
import type { StreamNames } from './stream-names.js';

interface Overlay {
  readonly base: LoadedStream;
  state: unknown;
  revision: Revision;
  lastRecordedAt: Instant;
  readonly records: NewRecord[];
}

/** The session of one commit: a private overlay over the loaded streams, published by the writer after the commit. */
export class UnitOfWork implements Session {
  private readonly overlays = new Map<StreamName, Overlay>();
  private readonly keys = new Map<Fingerprint, PriorUse>();
  private readonly facts = emptyFacts();

  constructor(
    readonly now: Instant,
    private readonly codec: EventCodec,
    private readonly names: StreamNames,
    private readonly loaded: (stream: StreamName) => LoadedStream | undefined,
    private readonly known: (key: Fingerprint) => PriorUse | undefined,
  ) {}

  state<State, Event extends DomainEvent>(aggregate: Aggregate<State, Event>, id: string): State {
    const stream = this.names.of(aggregate.category, id);
    return (this.overlays.get(stream)?.state ?? this.base(stream).state) as State;
  }

  prior(key: Fingerprint): PriorUse | undefined {
    return this.keys.get(key) ?? this.known(key);
  }

  append<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    id: string,
    events: readonly Event[],
    origin: Origin,
    known?: KnownKeys,
  ): Revision {
    const stream = this.names.of(aggregate.category, id);
    const overlay = this.overlay(stream);
    for (const event of events) {
      const recordedAt = Math.max(this.now, overlay.lastRecordedAt);
      const journalEvent = { event, meta: { recordedAt, ...origin } };
      const keys = this.codec.keysOf(journalEvent, known?.event === event ? known.keys : undefined);
      overlay.state = aggregate.evolve(overlay.state as State, event);
      overlay.revision += 1;
      overlay.lastRecordedAt = recordedAt;
      overlay.records.push({ type: event.type, body: this.codec.encode(journalEvent), keys });
      for (const { key, content } of keys) {
        invariant(this.prior(key) === undefined, `${event.type} uses a key that was used before`);
        this.keys.set(key, { stream, revision: overlay.revision, content });
      }
    }
    return overlay.revision;
  }

  record(facts: Facts): void {
    this.facts.ranges.push(...(facts.ranges ?? []));
    this.facts.progress.push(...(facts.progress ?? []));
    this.facts.refused.push(...(facts.refused ?? []));
    this.facts.held.push(...(facts.held ?? []));
    this.facts.released.push(...(facts.released ?? []));
    this.facts.heldAgain.push(...(facts.heldAgain ?? []));
    this.facts.replayed.push(...(facts.replayed ?? []));
    this.facts.commandRefusals.push(...(facts.commandRefusals ?? []));
  }

  appends(): readonly StreamAppend[] {
    return [...this.overlays]
      .filter(([, { records }]) => records.length > 0)
      .map(([stream, { base, records }]) => ({ stream, expectedRevision: base.revision, records }));
  }

  intakeFacts(): IntakeFacts {
    return this.facts;
  }

  /** What the streams are once the commit has succeeded. */
  *outcome(): Iterable<readonly [StreamName, LoadedStream]> {
    for (const [stream, { base, state, revision, lastRecordedAt }] of this.overlays) {
      yield [stream, { state, revision, lastRecordedAt, tailFrom: base.tailFrom }];
    }
  }

  private overlay(stream: StreamName): Overlay {
    const found = this.overlays.get(stream);
    if (found !== undefined) return found;
    const base = this.base(stream);
    const { state, revision, lastRecordedAt } = base;
    const overlay: Overlay = { base, state, revision, lastRecordedAt, records: [] };
    this.overlays.set(stream, overlay);
    return overlay;
  }

  private base(stream: StreamName): LoadedStream {
    const base = this.loaded(stream);
    invariant(base !== undefined, `stream ${stream} was not asked for before the decision`);
    return base;
  }
}

type Mutable<Lists> = { -readonly [Name in keyof Lists]: Lists[Name] extends readonly (infer Item)[] ? Item[] : never };

function emptyFacts(): Mutable<IntakeFacts> {
  return {
    ranges: [],
    progress: [],
    refused: [],
    held: [],
    released: [],
    heldAgain: [],
    replayed: [],
    commandRefusals: [],
  };
}
