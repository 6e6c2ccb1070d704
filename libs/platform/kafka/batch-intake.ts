import kafkajs, { type EachBatchPayload, type KafkaMessage } from 'kafkajs';
import type { SourceName, SourceProgress } from '#libs/journal/ports/intake-facts.js';
import type { Producer, UsageIntake } from '#libs/pipeline/contract.js';
import { compareWithBatch, prove, type Reading } from './continuity.js';
import { recordDigest, toIntakeRecord } from './kafka-record.js';
import { PartitionReadings, type PartitionReadingsParts, type Seek } from './partition-readings.js';
import { asError } from './supervisor.js';
import { backOffMs, type KafkaTuning } from './tuning.js';
import type { Vitals } from './vitals.js';

export interface BatchIntakeParts extends PartitionReadingsParts {
  readonly producer: Producer;
  readonly intake: UsageIntake;
  readonly tuning: KafkaTuning;
  readonly vitals: Vitals;
}

/**
 * Brings the batches of the assigned partitions to the intake, in slices. Offsets move after the intake has answered for
 * a slice, and only then. A fault of the ledger, or our own, never leaves this class: the partition rests, nothing of it
 * is resolved, and the same records come again.
 */
export class BatchIntake {
  readonly readings: PartitionReadings;
  private readonly failures = new Map<number, number>();
  private inHand = 0;
  private closed = false;

  constructor(
    private readonly parts: BatchIntakeParts,
    seek: Seek,
  ) {
    this.readings = new PartitionReadings(parts, seek);
  }

  /** Forgets the partitions of an earlier assignment. */
  clear(): void {
    this.readings.clear();
    this.failures.clear();
  }

  close(): void {
    this.closed = true;
  }

  isBusy(): boolean {
    return this.inHand > 0;
  }

  /** Throws kafkajs' own errors only (heartbeat, commit): they tell it to join again. */
  async take(payload: EachBatchPayload): Promise<void> {
    const reading = this.readings.get(payload.batch.partition);
    if (reading === undefined || !this.mayGoOn(payload)) return;
    this.inHand += 1;
    try {
      await this.follow(payload, reading);
    } catch (thrown) {
      if (thrown instanceof kafkajs.KafkaJSError) throw thrown;
      this.rest(payload, asError(thrown));
    } finally {
      this.inHand -= 1;
    }
  }

  private async follow(payload: EachBatchPayload, reading: Reading): Promise<void> {
    const { partition, messages } = payload.batch;
    const found = compareWithBatch(reading, messages);
    switch (found.type) {
      case 'continues':
        if (found.messages.length > 0) return this.takeIn(payload, found.source, found.messages);
        return reading.phase === 'fresh' ? undefined : this.moveTo(payload, reading.known, true);
      case 'unproven':
        return this.readings.begin(partition, found.reading);
      case 'replaced':
        return this.readings.startOver(partition, found.known, Number(messages[0]?.offset));
    }
  }

  private async takeIn(payload: EachBatchPayload, source: SourceName, messages: readonly KafkaMessage[]) {
    const { sliceRecords } = this.parts.tuning;
    for (let start = 0; start < messages.length; start += sliceRecords) {
      if (!this.mayGoOn(payload)) return;
      const slice = messages.slice(start, start + sliceRecords);
      const known = progressAt(source, slice);
      await this.takeInSlice(known, slice);
      this.recovered(payload.batch.partition);
      await this.moveTo(payload, known, false);
    }
  }

  private async takeInSlice({ source, lastDigest }: SourceProgress, slice: readonly KafkaMessage[]): Promise<void> {
    const { intake, producer, metrics } = this.parts;
    const last = slice.length - 1;
    const records = slice.map((message, index) =>
      index === last ? { ...toIntakeRecord(message), digest: lastDigest } : toIntakeRecord(message),
    );
    await intake.intake({ source, producer, records });
    metrics.consumed(records.length);
  }

  /** The group's committed offset is for operators' lag figures only: the ledger keeps its own. */
  private async moveTo(payload: EachBatchPayload, known: SourceProgress, proven: boolean): Promise<void> {
    const { topic, partition, highWatermark, messages } = payload.batch;
    // Behind the last record of a batch may stand transaction markers, which kafkajs keeps to itself.
    const isLast = String(known.lastOffset) === messages.at(-1)?.offset;
    const next = isLast ? Number(payload.batch.lastOffset()) + 1 : known.nextOffset;
    const lag = Math.max(0, Number(highWatermark) - next);
    const goesOn = lag > 0 && !proven;
    const reading: Reading = goesOn ? prove(known) : { phase: 'waiting', known, proven: proven && lag > 0 };
    this.readings.moved(partition, { reading, next, lag });
    payload.resolveOffset(String(goesOn ? known.lastOffset - 1 : known.lastOffset));
    this.parts.vitals.sign();
    await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(next) }] }] });
    await payload.heartbeat();
  }

  private mayGoOn(payload: EachBatchPayload): boolean {
    return !this.closed && payload.isRunning() && !payload.isStale();
  }

  private rest(payload: EachBatchPayload, error: Error): void {
    const { partition } = payload.batch;
    const { logger, vitals, tuning } = this.parts;
    const failures = (this.failures.get(partition) ?? 0) + 1;
    const retryInMs = backOffMs(failures, tuning.maxBackOffMs);
    this.failures.set(partition, failures);
    vitals.trouble(partName(partition), error.message);
    logger.error({ err: error, partition, retryInMs }, 'a batch could not be taken in; nothing of it is skipped');
    const reading = this.readings.get(partition);
    const resume = payload.pause();
    setTimeout(() => {
      // A later assignment has a pause of its own.
      if (this.readings.get(partition) === reading && !this.closed) resume();
    }, retryInMs).unref();
  }

  private recovered(partition: number): void {
    if (this.failures.delete(partition)) this.parts.vitals.recovered(partName(partition));
  }
}

function partName(partition: number): string {
  return `partition ${partition}`;
}

function progressAt(source: SourceName, slice: readonly KafkaMessage[]): SourceProgress {
  const last = slice.at(-1);
  if (last === undefined) throw new RangeError('a slice holds a record');
  const lastOffset = Number(last.offset);
  return { source, lastOffset, nextOffset: lastOffset + 1, lastDigest: recordDigest(last) };
}
