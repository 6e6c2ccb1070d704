import { setTimeout as delay } from 'node:timers/promises';
import { streamNameFilter } from '@eventstore/db-client';
import type { BodyJson } from '#libs/journal/codec.js';
import type { Position } from '#libs/journal/contract.js';
import { JournalFault } from '#libs/journal/faults.js';
import type { StoredRecord, Subscription } from '#libs/journal/ports/event-store.port.js';
import type { Connection } from './connection.js';
import type { EventStoreReader } from './event-store-reader.js';
import { toJournalFault } from './faults.js';
import { Feed } from './feed.js';
import type { LedgerStreams } from './ledger-streams.js';
import { placeOf } from './positions.js';

const RETRY_DELAY_MAX_MS = 5_000;

export interface SubscriptionParts {
  readonly connection: Connection;
  readonly bodies: BodyJson;
  readonly streams: LedgerStreams;
  readonly reader: EventStoreReader;
}

/**
 * The ordered feed, held up for ever: the client's own subscription ends at the first fault and never comes back. It
 * goes on after the last record whose callback has returned; a checkpoint the client speaks of is ahead of that.
 */
export class SupervisedSubscription implements Subscription {
  private readonly closing = new AbortController();
  private readonly done: Promise<void>;
  private feed: Feed | undefined;

  constructor(
    private readonly parts: SubscriptionParts,
    private position: Position,
    private readonly onRecords: (records: readonly StoredRecord[]) => Promise<void>,
  ) {
    this.done = this.run();
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.feed?.end();
    await this.done;
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.closing.signal.aborted;) {
      const before = this.position;
      const fault = await this.follow();
      if (fault !== undefined && !fault.retriable) throw fault;
      failures = this.position > before ? 1 : failures + 1;
      const pause = Math.min(RETRY_DELAY_MAX_MS, 50 * 2 ** failures) * (0.5 + Math.random() / 2);
      if (fault !== undefined) await delay(pause, undefined, { signal: this.closing.signal }).catch(() => undefined);
    }
  }

  /** Until the feed breaks, with the reason, or the subscription is closed. Throws what the callback throws. */
  private async follow(): Promise<JournalFault | undefined> {
    const feed = (this.feed = this.open());
    try {
      for (;;) {
        const records = await feed.next(this.parts.connection.timeoutMs);
        if (this.closing.signal.aborted) return undefined;
        if (records instanceof JournalFault) return records;
        const fault = records.length === 0 ? await this.silence(feed) : this.disorder(records);
        if (fault !== undefined) return fault;
        if (records.length > 0) await this.onRecords(records);
        this.position = records.at(-1)?.position ?? this.position;
      }
    } finally {
      feed.end();
    }
  }

  private open(): Feed {
    const { connection, streams, bodies } = this.parts;
    const filter = streamNameFilter({ prefixes: streams.prefixes });
    const fromPosition = placeOf(this.position);
    return new Feed(connection.client.subscribeToAll({ fromPosition, filter, ...connection.reading }), bodies);
  }

  /** Nothing came for a while: either there is nothing, or the connection looks alive and is not. */
  private async silence(feed: Feed): Promise<JournalFault | undefined> {
    try {
      const head = await this.parts.reader.head();
      if (head <= this.position || feed.hasMore()) return undefined;
      return new JournalFault('subscription_silent', `nothing comes after position ${this.position}`, true);
    } catch (error) {
      return toJournalFault(error, 'following the journal');
    }
  }

  private disorder(records: readonly StoredRecord[]): JournalFault | undefined {
    let last = this.position;
    for (const { position } of records) {
      if (position <= last) return new JournalFault('feed_disorder', `position ${position} came after ${last}`, false);
      last = position;
    }
    return undefined;
  }
}
