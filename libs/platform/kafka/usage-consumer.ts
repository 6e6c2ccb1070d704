import { setTimeout as wait } from 'node:timers/promises';
import type { Consumer, ConsumerConfig, ConsumerGroupJoinEvent, Kafka } from 'kafkajs';
import type { SourceName } from '#libs/journal/ports/intake-facts.js';
import { BatchIntake, type BatchIntakeParts } from './batch-intake.js';
import type { PartitionPositions } from './partition-positions.js';
import { asError, type Life } from './supervisor.js';
import { backOffMs, type KafkaTuning } from './tuning.js';

export interface UsageConsumerParts extends BatchIntakeParts {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly groupId: string;
  readonly positions: PartitionPositions;
}

/** Stands for a topic of which no partition is being read yet. */
export function unread(topic: string): SourceName {
  return `kafka:${topic}`;
}

const CLOSE_DEADLINE_MS = 20_000;
const ASSIGNMENT = 'assignment';

/** One kafkajs consumer, from its first join until it crashes, falls silent or is closed. */
export class UsageConsumer implements Life {
  readonly ended: Promise<Error>;
  private readonly consumer: Consumer;
  private readonly batches: BatchIntake;
  /** Counts joins: what was begun under an earlier one is void. */
  private assignment = 0;
  private closed = false;
  private examining = false;
  private readonly timers: NodeJS.Timeout[] = [];

  private constructor(private readonly parts: UsageConsumerParts) {
    const { kafka, groupId, topic, tuning, vitals } = parts;
    this.consumer = kafka.consumer(consumerConfig(groupId, tuning));
    this.batches = new BatchIntake(parts, (partition, offset) =>
      this.consumer.seek({ topic, partition, offset: String(offset) }),
    );
    const { CRASH, GROUP_JOIN, HEARTBEAT } = this.consumer.events;
    this.ended = new Promise((resolve) => {
      this.consumer.on(CRASH, ({ payload }) => resolve(payload.error));
      this.every(tuning.heartbeatIntervalMs, () => this.endIfSilent(resolve));
    });
    this.every(tuning.examineMs, () => void this.examine());
    this.consumer.on(GROUP_JOIN, (event) => this.onJoin(event));
    this.consumer.on(HEARTBEAT, () => vitals.sign());
  }

  static async start(parts: UsageConsumerParts): Promise<UsageConsumer> {
    parts.vitals.sign();
    const started = new UsageConsumer(parts);
    try {
      await started.run();
      return started;
    } catch (error) {
      await started.close();
      throw error;
    }
  }

  lag(): number {
    return this.batches.readings.lag();
  }

  /** Lets the slice in hand end, then leaves the group. */
  async close(): Promise<void> {
    this.closed = true;
    this.batches.close();
    this.forgetPartitions();
    this.timers.forEach(clearInterval);
    const { logger, topic } = this.parts;
    try {
      const left = this.consumer.disconnect().then(() => true);
      if (await Promise.race([left, wait(CLOSE_DEADLINE_MS, false, { ref: false })])) return;
      logger.warn({ topic }, 'the Kafka consumer did not leave its group in time');
    } catch (thrown) {
      // Its session ends by itself; the one that follows must not be kept waiting.
      logger.warn({ err: asError(thrown), topic }, 'the Kafka consumer could not leave its group');
    }
  }

  private async run(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [this.parts.topic], fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1,
      eachBatch: (payload) => this.batches.take(payload),
    });
  }

  private every(ms: number, action: () => void): void {
    this.timers.push(setInterval(action, ms).unref());
  }

  private async examine(): Promise<void> {
    if (this.examining) return;
    this.examining = true;
    const { assignment } = this;
    const isIdle = (): boolean => !this.closed && this.assignment === assignment && !this.batches.isBusy();
    try {
      await this.batches.readings.examine(() => this.parts.positions.watermarks(), isIdle);
    } catch (error) {
      this.parts.logger.warn({ err: asError(error) }, 'the topic could not be examined; trying again later');
    } finally {
      this.examining = false;
    }
  }

  /** kafkajs can hang for good after a broker restart; a slow ledger is another matter. */
  private endIfSilent(end: (reason: Error) => void): void {
    const limitMs = 3 * this.parts.tuning.unhealthyAfterMs;
    if (this.batches.isBusy() || this.parts.vitals.silentMs() <= limitMs) return;
    end(new Error(`no sign of life from the consumer for more than ${limitMs} ms`));
  }

  /**
   * Pauses within the call in which kafkajs tells of the join, before it can fetch from the group's committed offsets:
   * only the ledger knows where to read on.
   */
  private onJoin({ payload }: ConsumerGroupJoinEvent): void {
    const { topic, vitals } = this.parts;
    const partitions = payload.memberAssignment[topic] ?? [];
    this.assignment += 1;
    this.forgetPartitions();
    vitals.recoveredAll();
    vitals.sign();
    if (partitions.length === 0) this.parts.marks.forget(unread(topic));
    if (partitions.length === 0 || this.closed) return;
    this.consumer.pause([{ topic, partitions }]);
    void this.open(partitions, this.assignment);
  }

  /** Until it is known again what is read, and how far, the topic counts as not read (rule 15). */
  private forgetPartitions(): void {
    this.parts.marks.register(unread(this.parts.topic));
    this.batches.clear();
  }

  private async open(partitions: number[], assignment: number): Promise<void> {
    const { topic, positions, marks, vitals, logger, tuning } = this.parts;
    const isVoid = (): boolean => this.closed || this.assignment !== assignment;
    for (let failures = 1; !isVoid(); failures += 1) {
      try {
        const readings = await positions.readings(partitions);
        if (isVoid()) return;
        for (const [partition, reading] of readings) this.batches.readings.begin(partition, reading);
        marks.forget(unread(topic));
        this.consumer.resume([{ topic, partitions }]);
        vitals.recovered(ASSIGNMENT);
        return await this.examine();
      } catch (thrown) {
        const error = asError(thrown);
        if (isVoid()) return;
        vitals.trouble(ASSIGNMENT, error.message);
        logger.error({ err: error, partitions }, 'cannot tell where to read on; trying again');
        await wait(backOffMs(failures, tuning.maxBackOffMs), undefined, { ref: false });
      }
    }
  }
}

function consumerConfig(groupId: string, tuning: KafkaTuning): ConsumerConfig {
  return {
    groupId,
    sessionTimeout: tuning.sessionTimeoutMs,
    rebalanceTimeout: tuning.rebalanceTimeoutMs,
    heartbeatInterval: tuning.heartbeatIntervalMs,
    metadataMaxAge: 60_000,
    allowAutoTopicCreation: false,
    minBytes: 1,
    maxBytes: 16 * 1024 * 1024,
    maxBytesPerPartition: 4 * 1024 * 1024,
    maxWaitTimeInMs: tuning.maxWaitMs,
    readUncommitted: false,
    // No rackId: with one, an answer "out of range" from a follower would always reset the group.
    // The supervisor makes a new consumer after every crash; kafkajs' own restart knows fewer of them.
    retry: {
      initialRetryTime: 300,
      maxRetryTime: Math.min(5_000, tuning.maxBackOffMs),
      factor: 0.2,
      multiplier: 2,
      retries: 5,
      restartOnFailure: () => Promise.resolve(false),
    },
  };
}
