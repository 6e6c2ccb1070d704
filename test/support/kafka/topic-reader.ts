import { randomUUID } from 'node:crypto';
import type { Consumer, KafkaMessage } from 'kafkajs';
import { eventually } from '../eventually.js';
import { plainClient, withAdmin } from './topics.js';

/** A message as a consumer of the ledger's topics meets it. */
export interface ReadMessage {
  readonly topic: string;
  readonly partition: number;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
  /** The value, parsed. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly timestamp: number;
}

/** Reads topics from their beginning, for as long as a test looks at them. */
export class TopicReader {
  readonly messages: ReadMessage[] = [];

  private constructor(private readonly consumer: Consumer) {}

  /** Once the topics are there. */
  static async start(address: string, topics: readonly string[]): Promise<TopicReader> {
    await eventually(`there are the topics ${topics.join(', ')}`, async () => {
      const known = await withAdmin(address, (admin) => admin.listTopics()).catch((): string[] => []);
      return topics.every((topic) => known.includes(topic));
    });
    const consumer = plainClient(address).consumer({ groupId: randomUUID(), maxWaitTimeInMs: 100 });
    const reader = new TopicReader(consumer);
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      eachMessage: ({ topic, partition, message }) => {
        reader.messages.push(readMessage(topic, partition, message));
        return Promise.resolve();
      },
    });
    return reader;
  }

  of(topic: string): readonly ReadMessage[] {
    return this.messages.filter((message) => message.topic === topic);
  }

  stop(): Promise<void> {
    return this.consumer.disconnect();
  }
}

function readMessage(topic: string, partition: number, { key, headers, value, timestamp }: KafkaMessage): ReadMessage {
  const text = value?.toString('utf8') ?? 'null';
  return {
    topic,
    partition,
    key: key?.toString('utf8') ?? '',
    headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, given]) => [name, String(given)])),
    value: text,
    data: JSON.parse(text) as Record<string, unknown>,
    timestamp: Number(timestamp),
  };
}
