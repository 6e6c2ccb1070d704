import { expect, it } from '@jest/globals';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { Road } from '../../support/kafka/road.js';
import { publish } from '../../support/kafka/topics.js';
import { messagesOf, recordsIn, trafficNow } from '../../support/kafka/traffic.js';

const POISON = [
  { key: 'acc-1', value: null },
  { key: null, value: Buffer.alloc(0) },
  { key: 'acc-1', value: Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]) },
  { key: 'acc-1', value: '['.repeat(50_000) },
  {
    key: 'acc-1',
    value: '{}',
    headers: { ce_specversion: ['1.0', '1.0'], ce_id: 'twice', ['__proto__']: 'x', constructor: 'y' },
  },
];

await describeWithAnyKafka('a record nobody can charge', (address) => {
  it('is kept with its bytes and a reason, and the good ones around it are charged', async () => {
    const traffic = trafficNow({ seed: 3, accounts: 10, events: 200, brokenShare: 0.2 });
    const road = await Road.open({ address, traffic, partitions: 1 });
    try {
      const intake = await road.start();
      const good = messagesOf(traffic);
      await publish(address, road.topic, [...good.slice(0, 100), ...POISON, ...good.slice(100)]);
      await road.received(200 + POISON.length);
      const { outcomes } = await road.expectBooksOf(await recordsIn(address, road.topic));
      const refused = await road.ledger.intakeRecords.refused({}, { after: 0, limit: 1_000 });
      expect(refused).toHaveLength(outcomes.rejected ?? 0);
      expect(refused.filter(({ offset }) => offset >= 100 && offset < 100 + POISON.length)).toHaveLength(POISON.length);
      expect(intake.problem()).toBeUndefined();
    } finally {
      await road.close();
    }
  });
});
