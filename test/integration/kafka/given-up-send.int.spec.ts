import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import kafkajs, { type ISocketFactory, type Kafka } from 'kafkajs';
import { KafkaTopicPublisher } from '../../../libs/platform/kafka/topic-publisher.js';
import { eventually } from '../../support/eventually.js';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { TopicReader } from '../../support/kafka/topic-reader.js';
import { LogBook } from '../../support/kafka/topics.js';

const PRODUCE = 0;
const KEY_OF_REQUEST = 4;
/** When kafkajs notices that it has no answer, and tries again. */
const REQUEST_MS = 2_000;
const TRIES_AGAIN_MS = 3_000;

await describeWithAnyKafka('a batch that was given up because no answer came', (address) => {
  const topic = `given-up-${randomUUID()}`;
  let isDeaf = false;
  let reader: TopicReader | undefined;

  afterEach(() => reader?.stop());

  /** As the broker would be behind a network that swallows what is produced. */
  function clientOn(connect: ISocketFactory): Kafka {
    return new kafkajs.Kafka({
      brokers: address.split(','),
      logLevel: kafkajs.logLevel.NOTHING,
      requestTimeout: REQUEST_MS,
      enforceRequestTimeout: true,
      socketFactory: (options) => {
        const socket = connect(options);
        const write = socket.write.bind(socket);
        socket.write = (bytes: Buffer) => (isDeaf && bytes.readInt16BE(KEY_OF_REQUEST) === PRODUCE) || write(bytes);
        return socket;
      },
    });
  }

  it('never comes after what was sent later: in a compacted topic it would be the one that stands', async () => {
    const publisher = new KafkaTopicPublisher({
      kafka: clientOn,
      spec: { topic, partitions: 1, compacted: true, retentionMs: -1 },
      compression: kafkajs.CompressionTypes.None,
      tuning: { openMs: 20_000, sendMs: 500 },
      logger: new LogBook(),
    });
    const send = (value: string) => publisher.publish([{ key: 'a', headers: {}, value: `"${value}"` }]);
    await publisher.open();
    isDeaf = true;
    await expect(send('old')).rejects.toThrow('took longer');
    isDeaf = false;
    await send('new');
    await wait(REQUEST_MS + TRIES_AGAIN_MS);
    await send('last');
    reader = await TopicReader.start(address, [topic]);
    await eventually('all are read', () => reader!.of(topic).some(({ value }) => value === '"last"'));
    expect(reader.of(topic).map(({ value }) => value)).toEqual(['"new"', '"last"']);
    await publisher.close();
  }, 60_000);
});
