import type { Kafka } from 'kafkajs';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';
import type { BacklogMarks, UsageIntake } from '#libs/pipeline/contract.js';
import type { KafkaConfig } from '../config/index.js';
import { kafkaClient } from './kafka-client.js';
import { KafkaUnreachable } from './kafka-unreachable.js';
import type { KafkaLogger } from './logger.js';
import { NO_METRICS, type KafkaIntakeMetrics } from './metrics.js';
import { PartitionPositions } from './partition-positions.js';
import { asError, supervise } from './supervisor.js';
import { DEFAULT_TUNING, type KafkaTuning } from './tuning.js';
import { unread, UsageConsumer } from './usage-consumer.js';
import { usageProducer } from './usage-producer.js';
import { requireUsageTopic } from './usage-topic.js';
import { Vitals } from './vitals.js';

export interface KafkaIntakeOptions {
  readonly config: KafkaConfig;
  readonly intake: UsageIntake;
  readonly intakeRecords: IntakeRecordsPort;
  /** Work that takes waits until the topic has been read (rule 15). */
  readonly marks: BacklogMarks;
  readonly logger: KafkaLogger;
  readonly metrics?: KafkaIntakeMetrics;
  readonly tuning?: Partial<KafkaTuning>;
}

export interface KafkaIntake {
  /** Lets the slice in hand end, commits its offset and leaves the group. */
  stop(): Promise<void>;
  healthy(): boolean;
  /** What is wrong, in words; `undefined` while healthy. */
  problem(): string | undefined;
  /** Records not read yet in the partitions of this process, as of their last fetch. */
  lag(): number;
}

const CONSUMER = 'consumer';

/**
 * Reads the usage topic into the ledger until stopped. After a crash of the Kafka client it starts again by itself, after
 * a fault of the ledger it waits and asks again; neither skips a record.
 * @throws KafkaUnreachable; UsageTopicError if the topic is missing or carries no append time
 */
export async function startKafkaIntake(options: KafkaIntakeOptions): Promise<KafkaIntake> {
  const { config, marks, logger, metrics = NO_METRICS } = options;
  const tuning = { ...DEFAULT_TUNING, ...options.tuning };
  const { usageTopic: topic, groupId } = config;
  marks.register(unread(topic));
  const kafka = kafkaClient(config, logger);
  const clusterId = await checkCluster(kafka, config);
  const vitals = new Vitals(tuning.unhealthyAfterMs);
  const positions = new PartitionPositions(kafka, topic, clusterId, options.intakeRecords);
  const producer = usageProducer(config);
  const parts = {
    kafka,
    topic,
    groupId,
    producer,
    intake: options.intake,
    positions,
    marks,
    tuning,
    vitals,
    logger,
    metrics,
  };
  const stopping = new AbortController();
  let consumer: UsageConsumer | undefined;
  vitals.trouble(CONSUMER, 'has not joined its group yet');
  const supervised = supervise(
    {
      maxBackOffMs: tuning.maxBackOffMs,
      start: async () => (consumer = await UsageConsumer.start(parts)),
      onFailure(error, retryInMs) {
        vitals.trouble(CONSUMER, error.message);
        metrics.restarted();
        logger.error({ err: error, topic, retryInMs }, 'the Kafka consumer ended; starting another');
      },
    },
    stopping.signal,
  );
  return {
    async stop() {
      stopping.abort();
      await supervised;
    },
    healthy: () => vitals.problem() === undefined,
    problem: () => vitals.problem(),
    lag: () => consumer?.lag() ?? 0,
  };
}

/** Returns the cluster's id: sources are named after it, so that two clusters' offsets are never mixed up. */
async function checkCluster(kafka: Kafka, { brokers, usageTopic }: KafkaConfig): Promise<string> {
  const admin = kafka.admin();
  try {
    await admin.connect();
  } catch (error) {
    throw new KafkaUnreachable(brokers, asError(error));
  }
  try {
    await requireUsageTopic(admin, usageTopic);
    return (await admin.describeCluster()).clusterId;
  } finally {
    await admin.disconnect();
  }
}
