import { afterEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { waitingForAnotherTopic } from '../../support/kafka/another-topic.js';
import { booksOf, booksOfOracle, carryOut } from '../../support/kafka/books.js';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { IntakeProcess } from '../../support/kafka/spawn-intake.js';
import { freshTopic, publish } from '../../support/kafka/topics.js';
import { messagesOf, recordsIn, trafficNow } from '../../support/kafka/traffic.js';
import { Oracle } from '../../support/oracle/index.js';

const EVENTS = 1_000;

await describeWithAnyKafka('a process killed between append and commit', (address) => {
  afterEach(() => IntakeProcess.killAll());

  it('leaves nothing behind that is skipped or charged twice (I6, I14)', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'token-ledger-killed-'));
    try {
      const traffic = trafficNow({ seed: 5, accounts: 20, events: EVENTS });
      const before = await openEmbeddedLedger({ dataDir, watermarks: waitingForAnotherTopic() });
      await carryOut(before, traffic.setUp);
      await before.close();
      const topic = await freshTopic(address, 2);
      await publish(address, topic, messagesOf(traffic));

      await IntakeProcess.start({ address, topic, dataDir, sliceRecords: 100, dieAfterAppends: 3 }).died();
      const next = IntakeProcess.start({ address, topic, dataDir, sliceRecords: 100 });
      await next.hasReceived(EVENTS);
      await next.stop();

      const after = await openEmbeddedLedger({ dataDir });
      const oracle = new Oracle(true).run(traffic.setUp);
      for (const record of await recordsIn(address, topic)) oracle.receive(record);
      const books = await booksOf(after, [...oracle.accounts.keys()]);
      await after.close();
      expect(books).toEqual(booksOfOracle(oracle));
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  });
});
