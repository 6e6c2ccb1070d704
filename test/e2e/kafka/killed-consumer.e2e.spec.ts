import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from '@jest/globals';
import { openEmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { waitingForAnotherTopic } from '../../support/kafka/another-topic.js';
import { booksOf, booksOfOracle, carryOut } from '../../support/kafka/books.js';
import { describeWithAnyKafka } from '../../support/kafka/describe-with-kafka.js';
import { IntakeProcess } from '../../support/kafka/spawn-intake.js';
import { freshTopic, publish } from '../../support/kafka/topics.js';
import { messagesOf, recordsIn, trafficNow } from '../../support/kafka/traffic.js';
import { Dice } from '../../support/oracle/dice.js';
import { Oracle } from '../../support/oracle/index.js';

const SEED = 20_000;
const EVENTS = 20_000;
const KILLS = 3;

await describeWithAnyKafka('20,000 usage events through Kafka', (address) => {
  afterEach(() => IntakeProcess.killAll());

  const dataDir = mkdtempSync(join(tmpdir(), 'token-ledger-e2e-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('are charged exactly once though the consumer is killed at random three times', async () => {
    const traffic = trafficNow({
      seed: SEED,
      accounts: 200,
      events: EVENTS,
      duplicateShare: 0.1,
      brokenShare: 0.01,
    });
    const ledger = await openEmbeddedLedger({ dataDir, watermarks: waitingForAnotherTopic() });
    await carryOut(ledger, traffic.setUp);
    await ledger.close();

    const topic = await freshTopic(address, 4);
    await publish(address, topic, messagesOf(traffic));
    const process = { address, topic, dataDir, sliceRecords: 400 };
    const dice = new Dice(SEED);
    for (let killed = 0, before = 0; killed < KILLS; killed += 1) {
      const victim = IntakeProcess.start(process);
      await victim.hasReceived(before + dice.whole(1, EVENTS / 5));
      await victim.kill();
      before = victim.received;
    }
    const survivor = IntakeProcess.start(process);
    await survivor.hasReceived(EVENTS);
    await survivor.stop();

    const reopened = await openEmbeddedLedger({ dataDir });
    const oracle = new Oracle(true).run(traffic.setUp);
    for (const record of await recordsIn(address, topic)) oracle.receive(record);
    const books = await booksOf(reopened, [...oracle.accounts.keys()]);
    await reopened.close();
    expect(books).toEqual(booksOfOracle(oracle));
    expect(books.outcomes.duplicate).toBeGreaterThan(EVENTS * 0.09);
    expect(books.outcomes.rejected).toBeGreaterThan(EVENTS * 0.008);
  }, 90_000);
});
