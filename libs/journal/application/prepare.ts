import { invariant } from '#libs/kernel/index.js';
import type { Fingerprint } from '#libs/kernel/index.js';
import type { Aggregate, DomainEvent, PriorUse, Revision, StreamName } from '../contract.js';
import type { KeyIndexPort, KeyLookup } from '../ports/key-index.port.js';
import type { KeyTail } from './key-tail.js';
import type { StreamCache } from './stream-cache.js';
import type { StreamNames } from './stream-names.js';
import type { AnyAggregate, StreamLoader } from './stream-loader.js';
import type { Job, Needs, Prepared } from './writer.js';

/** Looks up every key and loads every stream the jobs of one commit need (steps 1 and 2 of the key rule). */
export class Preparation {
  private readonly found = new Map<Fingerprint, PriorUse>();
  private readonly ready = new Set<StreamName>();

  constructor(
    private readonly keyIndex: KeyIndexPort,
    private readonly tail: KeyTail,
    private readonly cache: StreamCache,
    private readonly names: StreamNames,
    private readonly loader: StreamLoader,
    private readonly aggregates: ReadonlyMap<string, AnyAggregate>,
  ) {}

  /** @returns the uses found, by key */
  async run(jobs: readonly Job<unknown>[]): Promise<ReadonlyMap<Fingerprint, PriorUse>> {
    await this.provide(jobs.map((job) => job.needs()));
    const prepared = this.prepared();
    await this.provide(jobs.flatMap((job) => job.followUps?.(prepared) ?? []));
    return this.found;
  }

  private prepared(): Prepared {
    return {
      prior: (key) => this.found.get(key),
      state: <State, Event extends DomainEvent>({ category }: Aggregate<State, Event>, id: string) => {
        const stream = this.names.of(category, id);
        return this.ready.has(stream) ? (this.cache.get(stream)?.state as State | undefined) : undefined;
      },
    };
  }

  private async provide(needs: readonly Needs[]): Promise<void> {
    const keys = needs.flatMap((need) => need.keys);
    const streams = this.notReady(needs);
    if (keys.length === 0 && streams.size === 0) return;
    const lookup = await this.keyIndex.lookup(keys, [...streams.keys()]);
    for (const [stream, aggregate] of streams) await this.ensureLoaded(stream, aggregate, lookup.coverage(stream));
    // After the streams are loaded: one of them may just have put one of the keys into the tail.
    this.note(keys, lookup);
  }

  private notReady(needs: readonly Needs[]): ReadonlyMap<StreamName, AnyAggregate> {
    const streams = new Map<StreamName, AnyAggregate>();
    for (const { category, id } of needs.flatMap((need) => need.streams)) {
      const stream = this.names.of(category, id);
      if (this.ready.has(stream)) continue;
      this.ready.add(stream);
      streams.set(stream, this.aggregate(category));
    }
    return streams;
  }

  private aggregate(category: string): AnyAggregate {
    const aggregate = this.aggregates.get(category);
    invariant(aggregate !== undefined, `no aggregate reads streams of category ${category}`);
    return aggregate;
  }

  private note(keys: readonly Fingerprint[], lookup: KeyLookup): void {
    for (const key of this.tail.isEmpty() ? [] : keys) {
      const use = this.tail.get(key);
      if (use !== undefined) this.found.set(key, use);
    }
    for (const [key, use] of lookup.hits) this.found.set(key, use);
  }

  private async ensureLoaded(stream: StreamName, aggregate: AnyAggregate, coverage: Revision): Promise<void> {
    const loaded = this.cache.get(stream);
    if (loaded !== undefined && coverage >= loaded.tailFrom) {
      if (coverage === loaded.tailFrom) return;
      this.tail.trim(stream, coverage);
      this.cache.set(stream, { ...loaded, tailFrom: coverage });
      return;
    }
    // Not held, or the index fell back behind the tail (fail-over, restore): read the keys anew.
    this.cache.evict(stream);
    this.cache.set(stream, await this.loader.load(stream, aggregate, coverage));
  }
}
