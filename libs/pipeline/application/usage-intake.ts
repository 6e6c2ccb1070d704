import type { HashText } from '#libs/kernel/index.js';
import type { IntakeRecordsPort } from '#libs/journal/ports/intake-records.port.js';
import type { JournalWriter } from '#libs/journal/application/writer.js';
import type { Meter } from '#libs/metering/index.js';
import type { IntakeAnswer, IntakeBatch, IntakeRecord, UsageIntake } from '../contract.js';
import type { Horizon } from '../domain/horizon.js';
import { IntakeJob } from './intake-job.js';
import { SourceOffsets } from './source-offsets.js';
import type { SourceWatermarks } from './source-watermarks.js';
import { triage } from './triage.js';

export interface IntakeParts {
  readonly writer: JournalWriter;
  readonly intakeRecords: IntakeRecordsPort;
  readonly meter: Meter;
  readonly sha256: HashText;
  readonly horizon: Horizon;
  /** How long after its end a period is sealed and an expired grant's rest is taken (rules 13, 14). */
  readonly closeGraceMs: number;
  readonly watermarks: SourceWatermarks;
}

/** Kafka, HTTP and files meet here. What comes back is durable, and only then may an offset move. */
export class PipelineUsageIntake implements UsageIntake {
  private readonly offsets: SourceOffsets;

  constructor(private readonly parts: IntakeParts) {
    this.offsets = new SourceOffsets(parts.intakeRecords);
  }

  async intake(batch: IntakeBatch): Promise<IntakeAnswer> {
    await this.offsets.open(batch.source);
    return this.offsets.inTurn(batch.source, () => this.process(batch, 'intake'));
  }

  async submit({ source, producer, records }: Parameters<UsageIntake['submit']>[0]): Promise<IntakeAnswer> {
    await this.offsets.open(source);
    const first = this.offsets.reserve(source, records.length);
    const numbered = records.map((record, at): IntakeRecord => ({ ...record, offset: first + at }));
    return this.process({ source, producer, records: numbered }, 'interactive');
  }

  private async process(batch: IntakeBatch, lane: 'intake' | 'interactive'): Promise<IntakeAnswer> {
    const { writer, meter, watermarks } = this.parts;
    const triaged = batch.records.map((record) => triage(record, batch.producer, meter));
    const job = new IntakeJob(lane, batch, triaged, this.offsets.next(batch.source), this.parts, watermarks);
    const { result, position } = await writer.submit(job);
    const last = batch.records.at(-1);
    this.offsets.moveTo(batch.source, (last?.offset ?? -1) + 1);
    if (last !== undefined) watermarks.advance(batch.source, last.receivedAt);
    return { outcomes: result, position };
  }
}
