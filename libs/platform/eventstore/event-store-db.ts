import { setTimeout as delay } from 'node:timers/promises';
import type { BodyJson } from '#libs/journal/codec.js';
import type { Position, Revision, StreamName } from '#libs/journal/contract.js';
import type {
  AppendOutcome,
  EventStorePort,
  StoredRecord,
  StreamAppend,
  Subscription,
} from '#libs/journal/ports/event-store.port.js';
import type { IntakeFacts } from '#libs/journal/ports/intake-facts.js';
import { JournalFault } from '#libs/journal/faults.js';
import { connect } from './connection.js';
import { EventStoreAppender } from './event-store-appender.js';
import { EventStoreReader } from './event-store-reader.js';
import { ledgerIdentity } from './ledger-identity.js';
import { LedgerStreams } from './ledger-streams.js';
import { refuseForgetfulStreams } from './retention.js';
import { SupervisedSubscription, type SubscriptionParts } from './supervised-subscription.js';

const FIRST_TRIES_MAX = 3;
const FIRST_DELAY_MS = 50;

export interface EventStoreOptions {
  /** `esdb://user:password@host:port`, or `esdb+discover://…` for a cluster. Reads and appends go to its leader. */
  readonly url: string;
  /** How long any single answer is waited for. */
  readonly timeoutMs: number;
  /** First parts of the names of the ledger's streams: all of them, on every process alike. */
  readonly categories: readonly string[];
  readonly bodies: BodyJson;
  /** Keeps what came with an append, once every stream of it is stored; the same facts may come again. */
  readonly keepFacts: (facts: IntakeFacts) => Promise<void>;
}

export interface OpenEventStore {
  readonly eventStore: EventStorePort;
  close(): Promise<void>;
}

/** @throws JournalFault when the database cannot be reached, refuses us, or would forget records */
export async function openEventStore(options: EventStoreOptions): Promise<OpenEventStore> {
  const connection = connect(options.url, options.timeoutMs);
  const streams = new LedgerStreams(options.categories);
  try {
    const ledgerId = await afterRedirection(() => ledgerIdentity(connection));
    await refuseForgetfulStreams(connection, streams);
    const reader = new EventStoreReader(connection, options.bodies, streams);
    const parts = { connection, bodies: options.bodies, streams, reader };
    return { eventStore: new EventStoreDb(ledgerId, parts, options.keepFacts), close: connection.close };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** A follower's answer is where the leader is: the client goes there, and fails what was asked. */
async function afterRedirection<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof JournalFault) || !error.retriable || attempt === FIRST_TRIES_MAX) throw error;
      await delay(FIRST_DELAY_MS);
    }
  }
}

class EventStoreDb implements EventStorePort {
  private readonly appender: EventStoreAppender;

  constructor(
    readonly ledgerId: string,
    private readonly parts: SubscriptionParts,
    private readonly keepFacts: EventStoreOptions['keepFacts'],
  ) {
    this.appender = new EventStoreAppender(parts.connection, parts.bodies, parts.reader);
  }

  async append(appends: readonly StreamAppend[], facts?: IntakeFacts): Promise<AppendOutcome> {
    for (const { stream } of appends) this.parts.streams.mustHave(stream);
    const outcome: AppendOutcome =
      appends.length > 0
        ? await this.appender.append(appends)
        : { type: 'appended', lastPosition: await this.parts.reader.head() };
    if (outcome.type === 'appended' && facts !== undefined) await this.keepFacts(facts);
    return outcome;
  }

  readStream(stream: StreamName, from: Revision, limit: number): Promise<readonly StoredRecord[]> {
    return this.parts.reader.readStream(stream, from, limit);
  }

  readAll(after: Position, limit: number): Promise<readonly StoredRecord[]> {
    return this.parts.reader.readAll(after, limit);
  }

  head(): Promise<Position> {
    return this.parts.reader.head();
  }

  subscribe(after: Position, onRecords: (records: readonly StoredRecord[]) => Promise<void>): Subscription {
    return new SupervisedSubscription(this.parts, after, onRecords);
  }
}
