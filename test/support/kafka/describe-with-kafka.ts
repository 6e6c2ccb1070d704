import { afterAll, describe, it } from '@jest/globals';
import { Broker } from './broker.js';
import { brokerJars, NoBroker } from './broker-jars.js';
import { sharedBroker, type SharedBroker } from './shared-broker.js';

/** Topics may be made and deleted on it; it must not be restarted. */
export async function describeWithKafka(name: string, suite: (address: string) => void): Promise<void> {
  const broker = await orReason(sharedBroker);
  if (broker instanceof NoBroker) return describeWithout(name, broker);
  describeOn(name, broker, suite);
}

/** As above, on the brokers of TEST_KAFKA_BROKERS where given: for tests that leave all but their own topics alone. */
export async function describeWithAnyKafka(name: string, suite: (address: string) => void): Promise<void> {
  const given = process.env.TEST_KAFKA_BROKERS;
  if (!given) return describeWithKafka(name, suite);
  describeOn(name, { address: given, release() {} }, suite);
}

/** A broker of its own, to be killed and started again. */
export async function describeWithOwnBroker(name: string, suite: (broker: Broker) => void): Promise<void> {
  const broker = await orReason(async () => {
    brokerJars();
    return Broker.start();
  });
  if (broker instanceof NoBroker) return describeWithout(name, broker);
  describe(name, () => {
    afterAll(() => broker.dispose());
    suite(broker);
  });
}

function describeOn(name: string, broker: SharedBroker, suite: (address: string) => void): void {
  describe(name, () => {
    afterAll(() => broker.release());
    suite(broker.address);
  });
}

async function orReason<Result>(bring: () => Promise<Result>): Promise<Result | NoBroker> {
  try {
    return await bring();
  } catch (error) {
    if (error instanceof NoBroker) return error;
    throw error;
  }
}

/** What cannot run must not look as if it had passed; with REQUIRE_KAFKA it fails. */
function describeWithout(name: string, { message }: NoBroker): void {
  describe(name, () => {
    it(`DID NOT RUN: no Kafka broker can be had here (${message})`, () => {
      if (process.env.REQUIRE_KAFKA) throw new Error(`REQUIRE_KAFKA is set and there is no broker: ${message}`);
      process.stderr.write(`\n!!! ${name}: DID NOT RUN. No Kafka broker can be had here: ${message}\n\n`);
    });
  });
}
