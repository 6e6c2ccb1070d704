import { randomUUID } from 'node:crypto';
import kafkajs, { type Admin, type Message, type Producer } from 'kafkajs';
import { DEFAULT_TUNING, ensureUsageTopic, type KafkaLogger } from '#libs/platform/kafka/index.js';
import type { KafkaConfig } from '#libs/platform/config/index.js';

/** Collects what was logged, so that a test can ask for it and a failure can show it. */
export class LogBook implements KafkaLogger {
  readonly lines: string[] = [];
  debug(): void {}
  info = (fields: object, message: string): void => this.note('info', fields, message);
  warn = (fields: object, message: string): void => this.note('warn', fields, message);
  error = (fields: object, message: string): void => this.note('error', fields, message);

  private note(level: string, fields: object, message: string): void {
    const error = (fields as { err?: unknown }).err;
    this.lines.push(`${level} ${message} ${error instanceof Error ? error.message : JSON.stringify(fields)}`);
  }
}

/** Short times, so that a killed consumer's partitions are free again within seconds. */
export const BRISK = {
  ...DEFAULT_TUNING,
  sessionTimeoutMs: 1_500,
  heartbeatIntervalMs: 300,
  maxWaitMs: 100,
  unhealthyAfterMs: 5_000,
  maxBackOffMs: 1_000,
  examineMs: 1_000,
};

export function configFor(address: string, topic: string): KafkaConfig {
  return {
    brokers: address.split(','),
    clientId: 'token-ledger-test',
    groupId: `group-of-${topic}`,
    usageTopic: topic,
    usageSources: ['*'],
    ssl: false,
  };
}

/** A topic of its own for one test, as the intake wants it. */
export async function freshTopic(
  address: string,
  partitions: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  const topic = `usage-${randomUUID()}`;
  await createTopic(address, topic, partitions, settings);
  return topic;
}

export async function createTopic(
  address: string,
  topic: string,
  partitions: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<void> {
  await ensureUsageTopic(
    configFor(address, topic),
    { topic, partitions, replicationFactor: 1, settings },
    new LogBook(),
  );
}

export async function withAdmin<Result>(address: string, use: (admin: Admin) => Promise<Result>): Promise<Result> {
  const admin = plainClient(address).admin();
  await admin.connect();
  try {
    return await use(admin);
  } finally {
    await admin.disconnect();
  }
}

export async function publish(
  address: string,
  topic: string,
  messages: readonly (Message & { readonly partition?: number })[],
): Promise<void> {
  const producer = plainClient(address).producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  try {
    await sendInChunks(producer, topic, messages);
  } finally {
    await producer.disconnect();
  }
}

const CHUNK = 1_000;

async function sendInChunks(producer: Producer, topic: string, messages: readonly Message[]): Promise<void> {
  for (let start = 0; start < messages.length; start += CHUNK) {
    await producer.send({ topic, acks: -1, messages: messages.slice(start, start + CHUNK) });
  }
}

/** A client without the product's guards: tests must not lean on what they examine. */
export function plainClient(address: string): kafkajs.Kafka {
  return new kafkajs.Kafka({ clientId: 'test', brokers: address.split(','), logLevel: kafkajs.logLevel.NOTHING });
}
