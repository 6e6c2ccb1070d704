import { expect, it } from '@jest/globals';
import type { UsageIntake } from '#libs/pipeline/contract.js';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { eventually } from '../../support/eventually.js';
import { Road } from '../../support/kafka/road.js';
import { configFor, publish, withAdmin } from '../../support/kafka/topics.js';
import { messagesOf, recordsIn, trafficNow } from '../../support/kafka/traffic.js';

const EVENTS = 300;

await describeWithAnyKafka('a ledger that cannot write', (address) => {
  it('holds everything up, turns readiness red and misses nothing once it can again', async () => {
    const traffic = trafficNow({ seed: 7, accounts: 10, events: EVENTS });
    const road = await Road.open({ address, traffic, partitions: 2 });
    let isDiskFull = true;
    // A TypeError, because kafkajs would stop for good on one.
    const faulty: UsageIntake = {
      ...road.ledger.intake,
      intake: (batch) => (isDiskFull ? Promise.reject(new TypeError('disk full')) : road.ledger.intake.intake(batch)),
    };
    try {
      const intake = await road.start(faulty);
      await publish(address, road.topic, messagesOf(traffic));
      await eventually('readiness is red', () => intake.problem()?.includes('disk full') ?? false);
      expect(await road.receivedSoFar()).toBe(0);
      const { groupId } = configFor(address, road.topic);
      const committed = await withAdmin(address, (admin) => admin.fetchOffsets({ groupId, topics: [road.topic] }));
      expect(committed.flatMap(({ partitions }) => partitions.map(({ offset }) => Number(offset)))).toEqual([-1, -1]);

      isDiskFull = false;
      await road.received(EVENTS);
      await road.expectBooksOf(await recordsIn(address, road.topic));
      await eventually('readiness is green', () => intake.healthy());
      expect(road.counted.restarted).toBe(0);
    } finally {
      await road.close();
    }
  });
});
