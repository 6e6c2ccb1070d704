import { expect, it } from '@jest/globals';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { eventually } from '../../support/eventually.js';
import { Road } from '../../support/kafka/road.js';
import { configFor, publish, withAdmin } from '../../support/kafka/topics.js';
import { messagesOf, recordsIn, trafficNow } from '../../support/kafka/traffic.js';

const EVENTS = 500;

await describeWithAnyKafka('usage told more than once', (address) => {
  it('is charged once in a storm of duplicates', async () => {
    const traffic = trafficNow({ seed: 1, accounts: 20, events: EVENTS });
    const road = await Road.open({ address, traffic, partitions: 4 });
    try {
      const storm = Array.from({ length: 20 }, () => messagesOf(traffic)).flat();
      await road.start();
      await publish(address, road.topic, storm);
      await road.received(storm.length);
      const { outcomes } = await road.expectBooksOf(await recordsIn(address, road.topic));
      expect(outcomes.duplicate).toBeGreaterThan(17 * EVENTS);
    } finally {
      await road.close();
    }
  });

  it('has no second outcome when the group forgets its offsets: the ledger knows better', async () => {
    const traffic = trafficNow({ seed: 2, accounts: 20, events: EVENTS });
    const road = await Road.open({ address, traffic, partitions: 2 });
    try {
      const first = await road.start();
      await publish(address, road.topic, messagesOf(traffic));
      await road.received(EVENTS);
      await first.stop();
      const { groupId } = configFor(address, road.topic);
      await withAdmin(address, (admin) => admin.resetOffsets({ groupId, topic: road.topic, earliest: true }));

      const second = await road.start();
      await publish(address, road.topic, messagesOf(traffic));
      await road.received(2 * EVENTS);
      await eventually('all is read', () => second.lag() === 0);
      await road.expectBooksOf(await recordsIn(address, road.topic));
      expect(road.counted).toEqual({ lost: 0, replaced: 0, restarted: 0 });
    } finally {
      await road.close();
    }
  });
});
