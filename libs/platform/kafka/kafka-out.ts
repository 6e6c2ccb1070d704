import { setTimeout as wait } from 'node:timers/promises';
import kafkajs, { type ISocketFactory } from 'kafkajs';
import type { OutChannel } from '#libs/delivery/contract.js';
import type { KafkaConfig, KafkaOutConfig } from '../config/index.js';
import { kafkaClient } from './kafka-client.js';
import type { KafkaLogger } from './logger.js';
import type { OutTopicSpec } from './out-topic.js';
import { DEFAULT_PUBLISHER_TUNING, KafkaTopicPublisher, type PublisherTuning } from './topic-publisher.js';
import { asError } from './supervisor.js';
import { backOffMs } from './tuning.js';

export interface KafkaOutOptions<Name extends string> {
  readonly config: KafkaConfig;
  readonly out: KafkaOutConfig;
  readonly channels: Readonly<Record<Name, OutChannel>>;
  readonly logger: KafkaLogger;
  readonly tuning?: PublisherTuning;
}

export interface KafkaOut<Name extends string> {
  /** Each with a producer of its own: one topic that takes nothing holds back no other. */
  readonly publishers: Readonly<Record<Name, KafkaTopicPublisher>>;
  /** What is wrong with which topic, in words; `undefined` while all are well. */
  problem(): string | undefined;
  /** What is being sent fails, and is told again by whoever sends it. */
  stop(): Promise<void>;
}

const HOUR_MS = 60 * 60 * 1000;
const LONGEST_BACK_OFF_MS = 30_000;

/** Never fails and never waits: topics are created and checked in the background, again and again until they are well. */
export function startKafkaOut<Name extends string>(options: KafkaOutOptions<Name>): KafkaOut<Name> {
  const { config, out, channels, logger, tuning = DEFAULT_PUBLISHER_TUNING } = options;
  const kafka = (connect: ISocketFactory) => kafkaClient(config, logger, connect);
  const compression = COMPRESSIONS[out.compression];
  const publishers = Object.fromEntries(
    Object.entries<OutChannel>(channels).map(([name, channel]) => [
      name,
      new KafkaTopicPublisher({ kafka, spec: specOf(channel, out), compression, tuning, logger }),
    ]),
  ) as Record<Name, KafkaTopicPublisher>;
  const all = Object.values<KafkaTopicPublisher>(publishers);
  const stopping = new AbortController();
  const opened = Promise.all(all.map((publisher) => open(publisher, stopping.signal, logger)));
  return {
    publishers,
    problem: () => {
      const problems = all.map((publisher) => publisher.problem()).filter((problem) => problem !== undefined);
      return problems.length === 0 ? undefined : problems.join('; ');
    },
    async stop() {
      stopping.abort();
      await Promise.all(all.map((publisher) => publisher.close()));
      await opened;
    },
  };
}

export function specOf(channel: OutChannel, out: KafkaOutConfig): OutTopicSpec {
  const configuredMs = out.retentionHours === 0 ? -1 : out.retentionHours * HOUR_MS;
  const { keptAtMostMs, messageBytesMax } = channel;
  return {
    topic: `${out.topicPrefix}${channel.topic}`,
    partitions: out.partitions,
    compacted: channel.compacted,
    retentionMs: keptAtMostMs === undefined ? configuredMs : shorter(configuredMs, keptAtMostMs),
    ...(keptAtMostMs === undefined ? {} : { mustForget: true }),
    ...(messageBytesMax === undefined ? {} : { messageBytesMax }),
    ...(out.replicationFactor === 0 ? {} : { replicationFactor: out.replicationFactor }),
    ...(out.minInsyncReplicas === 0 ? {} : { minInsyncReplicas: out.minInsyncReplicas }),
  };
}

function shorter(configuredMs: number, atMostMs: number): number {
  return configuredMs === -1 ? atMostMs : Math.min(configuredMs, atMostMs);
}

async function open(publisher: KafkaTopicPublisher, signal: AbortSignal, logger: KafkaLogger): Promise<void> {
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      return await publisher.open();
    } catch (thrown) {
      const retryInMs = backOffMs(failures, LONGEST_BACK_OFF_MS);
      logger.warn({ err: asError(thrown), retryInMs }, 'a topic cannot be written to; trying again');
      await wait(retryInMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

const { CompressionTypes } = kafkajs;
const COMPRESSIONS = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  zstd: CompressionTypes.ZSTD,
} as const;
