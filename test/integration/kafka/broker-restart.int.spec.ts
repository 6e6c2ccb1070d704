import { expect, it } from '@jest/globals';
import { describeWithOwnBroker } from '../../support/kafka/describe-with-kafka.js';
import { eventually } from '../../support/eventually.js';
import { Road } from '../../support/kafka/road.js';
import { publish } from '../../support/kafka/topics.js';
import { messagesOf, recordsIn, trafficNow } from '../../support/kafka/traffic.js';

const EVENTS = 2_000;

await describeWithOwnBroker('a broker killed and started again', (broker) => {
  it('turns readiness red, outlives its consumer, and is read on from where the ledger stood', async () => {
    const { address } = broker;
    const traffic = trafficNow({ seed: 6, accounts: 20, events: EVENTS });
    const messages = messagesOf(traffic);
    const road = await Road.open({ address, traffic, partitions: 4 });
    try {
      const intake = await road.start();
      await publish(address, road.topic, messages.slice(0, EVENTS / 2));
      await road.received(EVENTS / 4);
      await broker.kill();
      await eventually('the intake says that it is not well', () => !intake.healthy());
      await eventually('kafkajs gives up, and another consumer is made', () => road.counted.restarted > 0, 40_000);
      await broker.resume();
      await publish(address, road.topic, messages.slice(EVENTS / 2));
      await road.received(EVENTS);
      await eventually('the intake is well again', () => intake.healthy());
      await road.expectBooksOf(await recordsIn(address, road.topic));
      expect(road.counted.replaced).toBe(0);
    } finally {
      await road.close();
    }
  }, 90_000);
});
