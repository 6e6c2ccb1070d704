import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { eventually } from '../../support/eventually.js';
import { Road } from '../../support/kafka/road.js';
import { createTopic, publish, withAdmin } from '../../support/kafka/topics.js';
import { messagesOf, recordsIn, trafficNow } from '../../support/kafka/traffic.js';

const EVENTS = 100;

await describeWithAnyKafka('the usage topic', (address) => {
  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('is read whichever way producers compress: %s', async (codec) => {
    const traffic = trafficNow({ seed: 8, accounts: 5, events: EVENTS });
    const road = await Road.open({ address, traffic, partitions: 1, topicSettings: { 'compression.type': codec } });
    try {
      await publish(address, road.topic, messagesOf(traffic));
      const intake = await road.start();
      await road.received(EVENTS);
      await road.expectBooksOf(await recordsIn(address, road.topic));
      expect(intake.problem()).toBeUndefined();
    } finally {
      await road.close();
    }
  });

  it('must carry append times: otherwise the start is refused with the command that mends it (rule 11)', async () => {
    const traffic = trafficNow({ seed: 9, accounts: 1, events: 1 });
    const road = await Road.open({ address, traffic, partitions: 1 });
    try {
      await withAdmin(address, (admin) =>
        admin.alterConfigs({
          validateOnly: false,
          resources: [
            {
              type: 2,
              name: road.topic,
              configEntries: [{ name: 'message.timestamp.type', value: 'CreateTime' }],
            },
          ],
        }),
      );
      await eventually('the setting is seen', () =>
        road.start().then(
          async (intake) => (await intake.stop(), false),
          (error: Error) => error.message.includes('--alter --entity-type topics'),
        ),
      );
    } finally {
      await road.close();
    }
  });

  it('must exist: otherwise the start is refused with the command that makes it', async () => {
    const traffic = trafficNow({ seed: 9, accounts: 1, events: 1 });
    const road = await Road.open({ address, traffic, partitions: 1 });
    try {
      await withAdmin(address, (admin) => admin.deleteTopics({ topics: [road.topic] }));
      await expect(road.start()).rejects.toMatchObject({ code: 'topic_missing' });
    } finally {
      await road.close();
    }
  });

  it('is made once, as the intake wants it', async () => {
    const topic = `usage-${randomUUID()}`;
    await createTopic(address, topic, 3);
    await createTopic(address, topic, 5);
    const { topics } = await withAdmin(address, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
    expect(topics[0]?.partitions).toHaveLength(3);
  });

  it('says how much was lost where its retention overtook the intake', async () => {
    const traffic = trafficNow({ seed: 10, accounts: 5, events: 3 * EVENTS });
    const messages = messagesOf(traffic);
    const road = await Road.open({ address, traffic, partitions: 1 });
    try {
      const intake = await road.start();
      await publish(address, road.topic, messages.slice(0, EVENTS));
      await road.received(EVENTS);
      const before = await recordsIn(address, road.topic);
      await intake.stop();
      await publish(address, road.topic, messages.slice(EVENTS));
      await withAdmin(address, async (admin) => {
        await admin.fetchTopicOffsets(road.topic); // kafkajs deletes only in topics whose leaders it knows
        const partitions = [{ partition: 0, offset: String(2 * EVENTS) }];
        await admin.deleteTopicRecords({ topic: road.topic, partitions });
      });
      await road.start();
      await road.received(2 * EVENTS);
      await road.expectBooksOf([...before, ...(await recordsIn(address, road.topic))]);
      expect(road.counted.lost).toBe(EVENTS);
    } finally {
      await road.close();
    }
  });
});
