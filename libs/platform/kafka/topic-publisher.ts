import kafkajs, { type CompressionTypes, type ISocketFactory, type Kafka, type Message, type Producer } from 'kafkajs';
import type { OutRecord, TopicPublisher } from '#libs/delivery/ports/topic-publisher.port.js';
import type { KafkaLogger } from './logger.js';
import { ensureOutTopic, type OutTopicSpec } from './out-topic.js';
import { OwnSockets } from './own-sockets.js';
import { asError } from './supervisor.js';
import { within } from './within.js';

/** Times in milliseconds. The defaults are meant to be left alone; tests shorten them. */
export interface PublisherTuning {
  /** How long looking at the topic and becoming a producer may take. */
  readonly openMs: number;
  /** How long one batch may take, kafkajs' own tries included. */
  readonly sendMs: number;
}

export const DEFAULT_PUBLISHER_TUNING: PublisherTuning = { openMs: 30_000, sendMs: 60_000 };

export interface TopicPublisherParts {
  /** A client of its own, by these connections. */
  readonly kafka: (connect: ISocketFactory) => Kafka;
  readonly spec: OutTopicSpec;
  readonly compression: CompressionTypes;
  readonly tuning: PublisherTuning;
  readonly logger: KafkaLogger;
}

/** A producer and the connections it has. */
interface Line {
  readonly producer: Producer;
  readonly sockets: OwnSockets;
}

const CLOSE_MS = 5_000;
const RECORDS_PER_BATCH = 500;
/** Below what a broker takes in one batch by default, 1 MiB. */
const BYTES_PER_BATCH = 700 * 1024;

/**
 * Writes one topic. Its producer is idempotent, so that kafkajs' own tries neither double nor reorder; after a send that
 * failed it is thrown away: kafkajs would number the next batch as it numbered the lost one, and a broker that did get
 * that would take the next for a repetition and drop it. Its connections are ended with it: kafkajs tries on, and what it
 * brought to the broker then would be an older balance behind a newer one.
 */
export class KafkaTopicPublisher implements TopicPublisher {
  private opening: Promise<Line> | undefined;
  private trouble: string | undefined = 'not connected yet';
  private closed = false;
  /** A broker that never answers must not hold up the end of the process. */
  private readonly openingEnds = new AbortController();
  private readonly sendingEnds = new AbortController();

  constructor(private readonly parts: TopicPublisherParts) {}

  /** In words; `undefined` while all is well. */
  problem(): string | undefined {
    return this.trouble === undefined ? undefined : `${this.parts.spec.topic}: ${this.trouble}`;
  }

  /** Looks at the topic and connects, unless that is done. @throws OutTopicMismatch, or what Kafka says */
  async open(): Promise<void> {
    await this.line();
  }

  async publish(records: readonly OutRecord[]): Promise<void> {
    for (const batch of batches(records)) await this.send(batch);
  }

  /** What is being sent and is not answered within seconds fails; nothing is sent any more. */
  async close(): Promise<void> {
    this.closed = true;
    this.openingEnds.abort(this.noMore());
    await this.discard();
    this.sendingEnds.abort(this.noMore());
  }

  private async send(messages: Message[]): Promise<void> {
    const { spec, compression, tuning } = this.parts;
    const { producer } = await this.line();
    try {
      const sent = producer.send({ topic: spec.topic, acks: -1, timeout: tuning.sendMs / 2, compression, messages });
      await within(tuning.sendMs, `sending to ${spec.topic}`, sent, this.sendingEnds.signal);
    } catch (error) {
      this.trouble = asError(error).message;
      await this.discard();
      throw error;
    }
  }

  private line(): Promise<Line> {
    if (this.closed) return Promise.reject(this.noMore());
    return (this.opening ??= this.connect());
  }

  private noMore(): Error {
    return new Error(`nothing is sent to ${this.parts.spec.topic} any more`);
  }

  private async connect(): Promise<Line> {
    const { tuning, spec } = this.parts;
    const { signal } = this.openingEnds;
    const sockets = new OwnSockets();
    const kafka = this.parts.kafka(sockets.connect);
    const line = { producer: kafka.producer(PRODUCER), sockets };
    try {
      await within(tuning.openMs, `looking at topic ${spec.topic}`, this.lookAtTopic(kafka), signal);
      await within(tuning.openMs, 'connecting the producer', line.producer.connect(), signal);
      this.trouble = undefined;
      return line;
    } catch (error) {
      this.opening = undefined;
      this.trouble = asError(error).message;
      await hangUp(line);
      throw error;
    }
  }

  private async lookAtTopic(kafka: Kafka): Promise<void> {
    const { spec, logger } = this.parts;
    const admin = kafka.admin();
    try {
      await admin.connect();
      if (await ensureOutTopic(admin, spec)) logger.info({ topic: spec.topic }, 'created a topic to write to');
    } finally {
      await letGo(admin);
    }
  }

  private async discard(): Promise<void> {
    const { opening } = this;
    this.opening = undefined;
    if (opening === undefined) return;
    const line = await opening.catch(() => undefined);
    if (line !== undefined) await hangUp(line);
  }
}

const PRODUCER = {
  idempotent: true,
  maxInFlightRequests: 1,
  allowAutoTopicCreation: false,
  createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  retry: { initialRetryTime: 200, maxRetryTime: 5_000, factor: 0.2, multiplier: 2, retries: 5 },
};

async function hangUp({ producer, sockets }: Line): Promise<void> {
  await letGo(producer);
  sockets.shut();
}

/** A client that does not answer any more is left to itself. */
async function letGo(client: { disconnect(): Promise<void> }): Promise<void> {
  await within(CLOSE_MS, 'disconnecting', client.disconnect()).catch(() => undefined);
}

function* batches(records: readonly OutRecord[]): Generator<Message[]> {
  let batch: Message[] = [];
  let bytes = 0;
  for (const record of records) {
    const message = messageOf(record);
    const size = message.value.length + 1_024;
    if (batch.length === RECORDS_PER_BATCH || (batch.length > 0 && bytes + size > BYTES_PER_BATCH)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(message);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

function messageOf({ key, headers, value, timestamp }: OutRecord) {
  const message = { key, headers: { ...headers }, value: Buffer.from(value) };
  return timestamp === undefined ? message : { ...message, timestamp: String(timestamp) };
}
