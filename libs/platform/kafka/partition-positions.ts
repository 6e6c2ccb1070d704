import type { Admin, Kafka } from 'kafkajs';
import type { SourceProgress } from '#libs/journal/ports/intake-facts.js';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';
import { firstIncarnation, prove, sourceBase, type Reading, type Watermarks } from './continuity.js';
import { requireUsageTopic } from './usage-topic.js';

/** What the ledger and the broker know of the partitions of the usage topic. */
export class PartitionPositions {
  constructor(
    private readonly kafka: Kafka,
    private readonly topic: string,
    private readonly clusterId: string,
    private readonly intakeRecords: IntakeRecordsPort,
  ) {}

  /**
   * How far the ledger has read a partition; the group's committed offset has no say.
   * @throws UsageTopicError if the topic is not one the intake may read, or no longer
   */
  async readings(partitions: readonly number[]): Promise<ReadonlyMap<number, Reading>> {
    await this.withAdmin((admin) => requireUsageTopic(admin, this.topic));
    const readings = new Map<number, Reading>();
    for (const partition of partitions) {
      const base = sourceBase(this.clusterId, this.topic, partition);
      readings.set(partition, readingOf(base, await this.intakeRecords.progress(base)));
    }
    return readings;
  }

  async watermarks(): Promise<ReadonlyMap<number, Watermarks>> {
    const offsets = await this.withAdmin((admin) => admin.fetchTopicOffsets(this.topic));
    return new Map(offsets.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]));
  }

  private async withAdmin<Result>(use: (admin: Admin) => Promise<Result>): Promise<Result> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      return await use(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

function readingOf(base: string, known: SourceProgress | undefined): Reading {
  if (known === undefined) return { phase: 'fresh', source: firstIncarnation(base) };
  return prove(known);
}
