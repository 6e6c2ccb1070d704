/**
 * The road from Kafka to the ledger as a process of its own, to be killed. It tells its progress on standard output, one
 * line of JSON after each batch, and stops cleanly when its standard input ends.
 */
import { openEmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import type { UsageIntake } from '#libs/pipeline/contract.js';
import { startKafkaIntake } from '#libs/platform/kafka/index.js';
import { waitingForAnotherTopic } from './another-topic.js';
import type { IntakeProcessOptions } from './spawn-intake.js';
import { BRISK, configFor, LogBook } from './topics.js';

const options = JSON.parse(String(process.argv[2])) as IntakeProcessOptions;
const watermarks = waitingForAnotherTopic();
const ledger = await openEmbeddedLedger({ dataDir: options.dataDir, watermarks });
let appends = 0;

const intake: UsageIntake = {
  ...ledger.intake,
  async intake(batch) {
    const answer = await ledger.intake.intake(batch);
    appends += 1;
    // Between append and commit: what was decided is durable, and no offset has been told to Kafka.
    if (appends === options.dieAfterAppends) process.kill(process.pid, 'SIGKILL');
    await tellProgress();
    return answer;
  },
};

const kafka = await startKafkaIntake({
  config: configFor(options.address, options.topic),
  intake,
  intakeRecords: ledger.intakeRecords,
  marks: watermarks,
  logger: new LogBook(),
  tuning: { ...BRISK, sliceRecords: options.sliceRecords },
});
await tellProgress();
process.stdin.resume().on('end', () => void end());

async function tellProgress(): Promise<void> {
  const totals = await ledger.intakeRecords.totals();
  const received = totals.reduce((sum, total) => sum + total.received, 0);
  process.stdout.write(`${JSON.stringify({ received })}\n`);
}

async function end(): Promise<void> {
  await kafka.stop();
  await ledger.close();
  process.exit(0);
}
