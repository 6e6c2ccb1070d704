import { expect, it } from '@jest/globals';
import { describeWithKafka } from '../../support/kafka/describe-with-kafka.js';
import { eventually } from '../../support/eventually.js';
import { Road } from '../../support/kafka/road.js';
import { createTopic, publish, withAdmin } from '../../support/kafka/topics.js';
import { messagesOf, recordsIn, trafficNow } from '../../support/kafka/traffic.js';

const FIRST = 600;
/** One, so that offsets are counts. */
const PARTITIONS = 1;

await describeWithKafka('a topic deleted and created again under its name', (address) => {
  const cases = [
    { than: 'fewer records than were read', second: 200, whileRunning: true },
    { than: 'one record fewer than were read', second: FIRST - 1, whileRunning: true },
    { than: 'as many records as were read', second: FIRST, whileRunning: true },
    { than: 'more records than were read', second: 1_500, whileRunning: true },
    { than: 'as many records as were read', second: FIRST, whileRunning: false },
    { than: 'more records than were read', second: 1_500, whileRunning: false },
  ];
  for (const { than, second, whileRunning } of cases) {
    it(`with ${than} is read from its start, ${whileRunning ? 'in mid-run' : 'while nobody reads'}`, async () => {
      const traffic = trafficNow({ seed: second, accounts: 20, events: FIRST + second });
      const messages = messagesOf(traffic);
      const road = await Road.open({ address, traffic, partitions: PARTITIONS });
      try {
        const intake = await road.start();
        await publish(address, road.topic, messages.slice(0, FIRST));
        await road.received(FIRST);
        const before = await recordsIn(address, road.topic);
        if (!whileRunning) await intake.stop();

        await withAdmin(address, (admin) => admin.deleteTopics({ topics: [road.topic] }));
        await eventually('the name is free again', () =>
          createTopic(address, road.topic, PARTITIONS).then(
            () => true,
            () => false,
          ),
        );
        await publish(address, road.topic, messages.slice(FIRST));
        if (!whileRunning) await road.start();

        await road.received(FIRST + second);
        const after = await recordsIn(address, road.topic);
        await road.expectBooksOf([...before, ...after.map((record) => ({ ...record, source: `${record.source}#2` }))]);
        expect(road.counted.lost).toBe(0);
      } finally {
        await road.close();
      }
    });
  }
});
