import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { openEmbeddedLedger, type EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import type { Instant } from '#libs/kernel/index.js';
import type { SourceWatermarks, UsageIntake } from '#libs/pipeline/index.js';
import { startKafkaIntake, type KafkaIntake, type KafkaIntakeMetrics } from '#libs/platform/kafka/index.js';
import { Oracle, type ReceivedRecord, type Traffic } from '../oracle/index.js';
import { ANOTHER_TOPIC, waitingForAnotherTopic } from './another-topic.js';
import { booksOf, booksOfOracle, carryOut, type Books } from './books.js';
import { eventually } from '../eventually.js';
import { BRISK, configFor, freshTopic, LogBook } from './topics.js';

export interface RoadOptions {
  readonly address: string;
  readonly traffic: Traffic;
  readonly partitions: number;
  readonly topicSettings?: Readonly<Record<string, string>>;
}

/** A topic, a ledger with the traffic's accounts and prices, and as many intakes between them as a test starts. */
export class Road {
  readonly log = new LogBook();
  readonly counted = { lost: 0, replaced: 0, restarted: 0 };
  private readonly intakes: KafkaIntake[] = [];

  private constructor(
    readonly topic: string,
    readonly ledger: EmbeddedLedger,
    private readonly watermarks: SourceWatermarks,
    private readonly dataDir: string,
    private readonly options: RoadOptions,
  ) {}

  static async open(options: RoadOptions): Promise<Road> {
    const dataDir = mkdtempSync(join(tmpdir(), 'token-ledger-road-'));
    const watermarks = waitingForAnotherTopic();
    const ledger = await openEmbeddedLedger({ dataDir, watermarks });
    await carryOut(ledger, options.traffic.setUp);
    const topic = await freshTopic(options.address, options.partitions, options.topicSettings);
    return new Road(topic, ledger, watermarks, dataDir, options);
  }

  /** @param intake the ledger's own, unless a test stands in between */
  async start(intake: UsageIntake = this.ledger.intake): Promise<KafkaIntake> {
    const { counted } = this;
    const metrics: KafkaIntakeMetrics = {
      consumed() {},
      lost: (records) => (counted.lost += records),
      replaced: () => (counted.replaced += 1),
      restarted: () => (counted.restarted += 1),
    };
    const started = await startKafkaIntake({
      config: configFor(this.options.address, this.topic),
      intake,
      intakeRecords: this.ledger.intakeRecords,
      marks: this.watermarks,
      logger: this.log,
      metrics,
      tuning: BRISK,
    });
    this.intakes.push(started);
    return started;
  }

  /** How far the topic of this road has been read (rule 15). */
  readUpTo(): Instant {
    return this.watermarks.readUpTo(ANOTHER_TOPIC);
  }

  /** Waits until the ledger has a first outcome for so many records. */
  async received(records: number): Promise<void> {
    await eventually(`${records} records have an outcome`, async () => (await this.receivedSoFar()) >= records).catch(
      (error: unknown) => {
        throw new Error(`${String(error)}\n${this.log.lines.join('\n')}`);
      },
    );
  }

  async receivedSoFar(): Promise<number> {
    const totals = await this.ledger.intakeRecords.totals();
    return totals.reduce((sum, { received }) => sum + received, 0);
  }

  /** Compares every account and the outcomes with the oracle's, which is fed the records given. */
  async expectBooksOf(records: readonly ReceivedRecord[]): Promise<Books> {
    const oracle = new Oracle(true).run(this.options.traffic.setUp);
    for (const record of records) oracle.receive(record);
    const books = await booksOf(this.ledger, [...oracle.accounts.keys()]);
    expect(books).toEqual(booksOfOracle(oracle));
    return books;
  }

  async close(): Promise<void> {
    await Promise.all(this.intakes.map((intake) => intake.stop()));
    await this.ledger.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
