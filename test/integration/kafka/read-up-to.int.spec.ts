import { expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { Road } from '../../support/kafka/road.js';
import { publish } from '../../support/kafka/topics.js';
import { messagesOf, trafficNow } from '../../support/kafka/traffic.js';

const EVENTS = 200;

await describeWithAnyKafka('how far the topic has been read (rule 15)', (address) => {
  it('is nowhere until its partitions are read, then up to now: also where some of them are silent', async () => {
    const traffic = trafficNow({ seed: 5, accounts: 3, events: EVENTS });
    const road = await Road.open({ address, traffic, partitions: 4 });
    try {
      expect(road.readUpTo()).toBe(Infinity);
      await publish(address, road.topic, messagesOf(traffic));
      const starting = road.start();
      expect(road.readUpTo()).toBe(-Infinity);
      const intake = await starting;
      await road.received(EVENTS);
      const published = Date.now();
      await eventually('all partitions are read up to now', () => Promise.resolve(road.readUpTo() >= published));
      expect(road.readUpTo()).toBeLessThanOrEqual(Date.now());
      await intake.stop();
      expect(road.readUpTo()).toBe(-Infinity);
    } finally {
      await road.close();
    }
  });
});
