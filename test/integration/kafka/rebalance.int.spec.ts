import { expect, it } from '@jest/globals';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { Road } from '../../support/kafka/road.js';
import { publish } from '../../support/kafka/topics.js';
import { messagesOf, recordsIn, trafficNow } from '../../support/kafka/traffic.js';

const EVENTS = 6_000;
const PORTION = 500;

await describeWithAnyKafka('a rebalance while events flow', (address) => {
  it('neither skips nor charges twice as a second consumer comes and the first one goes (I7)', async () => {
    const traffic = trafficNow({ seed: 4, accounts: 50, events: EVENTS });
    const road = await Road.open({ address, traffic, partitions: 4 });
    const messages = messagesOf(traffic);
    const flow = async (from: number, until: number): Promise<void> => {
      for (let start = from; start < until; start += PORTION) {
        await publish(address, road.topic, messages.slice(start, start + PORTION));
      }
    };
    try {
      const first = await road.start();
      await Promise.all([flow(0, EVENTS / 3), road.received(PORTION)]);
      const second = await road.start();
      await Promise.all([flow(EVENTS / 3, (2 * EVENTS) / 3), road.received(EVENTS / 3 + PORTION)]);
      await Promise.all([flow((2 * EVENTS) / 3, EVENTS), first.stop()]);
      await road.received(EVENTS);
      await road.expectBooksOf(await recordsIn(address, road.topic));
      expect(second.problem()).toBeUndefined();
      expect(road.counted.replaced).toBe(0);
    } finally {
      await road.close();
    }
  });
});
