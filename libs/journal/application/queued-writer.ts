import { setTimeout as delay } from 'node:timers/promises';
import type { Fingerprint, Instant } from '#libs/kernel/index.js';
import type { EventCodec } from '../codec.js';
import type { PriorUse, StreamName } from '../contract.js';
import { ConcurrencyExhausted, JournalFault } from '../faults.js';
import type { AppendOutcome, EventStorePort } from '../ports/event-store.port.js';
import type { KeyIndexPort } from '../ports/key-index.port.js';
import { JobQueue, type QueuedJob } from './job-queue.js';
import { KeyTail } from './key-tail.js';
import { Preparation } from './prepare.js';
import { StreamCache } from './stream-cache.js';
import { StreamNames } from './stream-names.js';
import { StreamLoader, type AnyAggregate } from './stream-loader.js';
import { UnitOfWork } from './unit-of-work.js';
import type { Committed, Job, JournalWriter } from './writer.js';

export interface WriterParts {
  readonly eventStore: EventStorePort;
  readonly keyIndex: KeyIndexPort;
  readonly codec: EventCodec;
  readonly aggregates: readonly AnyAggregate[];
  readonly clock: () => Instant;
  /** Streams held in memory. */
  readonly cachedStreams: number;
  /** The store will not write any more: the process is of no further use. */
  readonly onStoreLost?: (fault: JournalFault) => void;
}

const CONFLICT_TRIES_MAX = 8;
const RESEND_TRIES_MAX = 8;
const RESEND_DELAY_MAX_MS = 2_000;

/**
 * The key rule, once, above the ports. A fact whose key was used before is never recorded again, because the keys up to c
 * are in the index, those in (c, r] in the tail, and the append succeeds only if nothing follows r. Offsets, ownership
 * and clocks play no part.
 */
export class QueuedJournalWriter implements JournalWriter {
  private readonly queue = new JobQueue((jobs) => this.run(jobs));
  private readonly tail = new KeyTail();
  private readonly names = new StreamNames();
  private readonly cache: StreamCache;
  private readonly loader: StreamLoader;
  private readonly aggregates: ReadonlyMap<string, AnyAggregate>;

  constructor(private readonly parts: WriterParts) {
    this.cache = new StreamCache(parts.cachedStreams, (stream) => this.tail.forget(stream));
    this.loader = new StreamLoader(parts.eventStore, parts.codec, this.tail);
    this.aggregates = new Map(parts.aggregates.map((aggregate) => [aggregate.category, aggregate]));
  }

  submit<Result>(job: Job<Result>): Promise<Committed<Result>> {
    return this.queue.add(job);
  }

  close(): Promise<void> {
    return this.queue.close();
  }

  /** A job that throws spoils the commit it shares: the others are then run on their own. */
  private async run(jobs: readonly QueuedJob[]): Promise<void> {
    try {
      await this.commit(jobs);
    } catch (error) {
      if (error instanceof JournalFault && !error.retriable) this.parts.onStoreLost?.(error);
      if (jobs.length === 1 || error instanceof JournalFault) for (const { fail } of jobs) fail(error);
      else for (const job of jobs) await this.run([job]);
    }
  }

  private async commit(jobs: readonly QueuedJob[]): Promise<void> {
    for (let attempt = 1; attempt <= CONFLICT_TRIES_MAX; attempt++) {
      const found = await this.prepare(jobs);
      const unit = this.unit(found);
      const results = jobs.map(({ job }) => job.decide(unit));
      const outcome = await this.append(unit);
      if (outcome.type === 'appended') {
        this.publish(unit);
        jobs.forEach(({ succeed }, at) => succeed({ result: results[at], position: outcome.lastPosition }));
        return;
      }
      for (const { stream } of outcome.conflicts) await this.catchUp(stream);
      await delay(Math.random() * 5 * attempt);
    }
    throw new ConcurrencyExhausted(`other writers came first ${CONFLICT_TRIES_MAX} times`);
  }

  private prepare(jobs: readonly QueuedJob[]): Promise<ReadonlyMap<Fingerprint, PriorUse>> {
    const { keyIndex } = this.parts;
    const preparation = new Preparation(keyIndex, this.tail, this.cache, this.names, this.loader, this.aggregates);
    return preparation.run(jobs.map(({ job }) => job));
  }

  private unit(found: ReadonlyMap<Fingerprint, PriorUse>): UnitOfWork {
    const { clock, codec } = this.parts;
    return new UnitOfWork(
      clock(),
      codec,
      this.names,
      (stream) => this.cache.get(stream),
      (key) => found.get(key) ?? this.tail.get(key),
    );
  }

  /** Step 5 of the key rule: after an unknown outcome the same bytes go again until success or wrong revision. */
  private async append(unit: UnitOfWork): Promise<AppendOutcome> {
    const appends = unit.appends();
    const facts = unit.intakeFacts();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.parts.eventStore.append(appends, facts);
      } catch (error) {
        if (!(error instanceof JournalFault) || !error.retriable || attempt === RESEND_TRIES_MAX) throw error;
        await delay(Math.min(RESEND_DELAY_MAX_MS, 50 * 2 ** attempt) * (0.5 + Math.random() / 2));
      }
    }
  }

  /** Step 5 again: another writer came first; read what it appended and decide anew. */
  private async catchUp(stream: StreamName): Promise<void> {
    const loaded = this.cache.get(stream);
    const aggregate = this.aggregates.get(stream.slice(0, stream.indexOf('-')));
    if (loaded === undefined || aggregate === undefined) return;
    this.cache.set(stream, await this.loader.catchUp(stream, aggregate, loaded, loaded.tailFrom));
  }

  /** Step 4: only after success move state and tail. */
  private publish(unit: UnitOfWork): void {
    for (const { stream, expectedRevision, records } of unit.appends()) {
      const covered = this.cache.get(stream)?.tailFrom ?? expectedRevision;
      records.forEach(({ keys }, at) => this.tail.add(stream, expectedRevision + 1 + at, keys, covered));
    }
    for (const [stream, loaded] of unit.outcome()) this.cache.set(stream, loaded);
  }
}
