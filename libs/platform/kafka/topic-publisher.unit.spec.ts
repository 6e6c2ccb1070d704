import { describe, expect, it } from '@jest/globals';
import kafkajs, { type Kafka, type Message } from 'kafkajs';
import { LogBook } from '../../../test/support/kafka/topics.js';
import { KafkaTopicPublisher } from './topic-publisher.js';

/** As much of kafkajs as a publisher meets: every producer is a new one, with a number. */
class FakeKafka {
  readonly sent: { producer: number; keys: unknown[] }[] = [];
  readonly closed: number[] = [];
  topics = ['t'];
  refuse = 0;
  hang = false;
  hangOpening = false;
  private producers = 0;

  admin() {
    return {
      connect: () => (this.hangOpening ? new Promise<void>(() => undefined) : Promise.resolve()),
      disconnect: () => Promise.resolve(),
      listTopics: () => Promise.resolve(this.topics),
      fetchTopicMetadata: () => Promise.resolve({ topics: [{ partitions: [{ replicas: [1] }] }] }),
      describeConfigs: () =>
        Promise.resolve({ resources: [{ configEntries: [{ configName: 'cleanup.policy', configValue: 'compact' }] }] }),
    };
  }

  producer() {
    const number = ++this.producers;
    return {
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(void this.closed.push(number)),
      send: ({ messages }: { messages: Message[] }) => {
        if (this.hang) return new Promise(() => undefined);
        if (this.refuse-- > 0) return Promise.reject(new Error('not leader'));
        this.sent.push({ producer: number, keys: messages.map(({ key }) => key) });
        return Promise.resolve([]);
      },
    };
  }
}

const BRISK = { openMs: 1_000, sendMs: 50 };
const PATIENT = { openMs: 60_000, sendMs: 60_000 };

function publisherOn(kafka: FakeKafka, tuning = BRISK): KafkaTopicPublisher {
  return new KafkaTopicPublisher({
    kafka: () => kafka as unknown as Kafka,
    spec: { topic: 't', partitions: 1, compacted: true, retentionMs: -1 },
    compression: kafkajs.CompressionTypes.None,
    tuning,
    logger: new LogBook(),
  });
}

const record = (key: string, value = '{}') => ({ key, headers: {}, value });

describe('the publisher of a topic', () => {
  it('sends all in order, in batches a broker takes', async () => {
    const kafka = new FakeKafka();
    const publisher = publisherOn(kafka);
    await publisher.publish(Array.from({ length: 1_100 }, (_, at) => record(String(at))));
    const large = '"'.padEnd(400 * 1024, 'x');
    await publisher.publish([record('a', large), record('b', large), record('c')]);
    expect(kafka.sent.map(({ keys }) => keys.length)).toEqual([500, 500, 100, 1, 2]);
    expect(kafka.sent.flatMap(({ keys }) => keys).slice(0, 1_100)).toEqual(
      Array.from({ length: 1_100 }, (_, at) => String(at)),
    );
    expect(publisher.problem()).toBeUndefined();
  });

  it('never uses a producer again that failed: its next batch would have the number of the lost one', async () => {
    const kafka = new FakeKafka();
    const publisher = publisherOn(kafka);
    await publisher.publish([record('a')]);
    kafka.refuse = 1;
    await expect(publisher.publish([record('b')])).rejects.toThrow('not leader');
    expect(publisher.problem()).toBe('t: not leader');
    await publisher.publish([record('b')]);
    expect(kafka.sent).toEqual([
      { producer: 1, keys: ['a'] },
      { producer: 2, keys: ['b'] },
    ]);
    expect(kafka.closed).toEqual([1]);
    expect(publisher.problem()).toBeUndefined();
  });

  it('does not wait for ever for a broker that never answers', async () => {
    const kafka = new FakeKafka();
    kafka.hang = true;
    await expect(publisherOn(kafka).publish([record('a')])).rejects.toThrow('sending to t took longer than 50 ms');
  });

  it.each(['hang', 'hangOpening'] as const)('is closed at once, though the broker never answers (%s)', async (how) => {
    const kafka = new FakeKafka();
    kafka[how] = true;
    const publisher = publisherOn(kafka, PATIENT);
    const published = publisher.publish([record('a')]);
    const failed = expect(published).rejects.toThrow('any more');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await publisher.close();
    await failed;
  });

  it('sends nothing once it is closed', async () => {
    const kafka = new FakeKafka();
    const publisher = publisherOn(kafka);
    await publisher.publish([record('a')]);
    await publisher.close();
    await expect(publisher.publish([record('b')])).rejects.toThrow('any more');
    expect(kafka.sent).toHaveLength(1);
    expect(kafka.closed).toEqual([1]);
  });
});
