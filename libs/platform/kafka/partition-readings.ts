import type { SourceProgress } from '#libs/journal/ports/intake-facts.js';
import { holdsLastRecord, nextIncarnation, prove, type Reading, type Watermarks } from './continuity.js';
import type { KafkaLogger } from './logger.js';
import type { KafkaIntakeMetrics } from './metrics.js';

export interface PartitionReadingsParts {
  readonly logger: KafkaLogger;
  readonly metrics: KafkaIntakeMetrics;
}

export type Seek = (partition: number, offset: number) => void;

/** How far each assigned partition has been read, and where its next fetch starts. */
export class PartitionReadings {
  private readonly readings = new Map<number, Reading>();
  private readonly lags = new Map<number, number>();

  constructor(
    private readonly parts: PartitionReadingsParts,
    private readonly seek: Seek,
  ) {}

  /** Forgets the partitions of an earlier assignment. */
  clear(): void {
    this.readings.clear();
    this.lags.clear();
  }

  get(partition: number): Reading | undefined {
    return this.readings.get(partition);
  }

  /** After a batch, of which kafkajs has been told where to go on. */
  moved(partition: number, reading: Reading, lag: number): void {
    this.readings.set(partition, reading);
    this.lags.set(partition, lag);
  }

  /** A fresh source starts at 0 or, by kafkajs' own reset, at the earliest record: no look-up of it can be outdated. */
  begin(partition: number, reading: Reading): void {
    this.readings.set(partition, reading);
    this.seek(partition, reading.phase === 'fresh' ? 0 : reading.known.lastOffset);
  }

  /** Reads all there is, as a source of its own: the key rule makes that safe. */
  startOver(partition: number, known: SourceProgress, firstKept: number): void {
    const source = nextIncarnation(known.source);
    const lost = Math.max(0, firstKept - known.nextOffset);
    this.begin(partition, { phase: 'fresh', source });
    this.parts.metrics.replaced();
    if (lost > 0) this.parts.metrics.lost(lost);
    this.parts.logger.error(
      { partition, source, lastOffset: known.lastOffset, firstKept, lost },
      'the last record read is gone: the topic was created anew, or its retention overtook us; reading all there is',
    );
  }

  /** Records not read yet, as of the last fetch of each partition. */
  lag(): number {
    return [...this.lags.values()].reduce((sum, lag) => sum + lag, 0);
  }

  /**
   * Finds topics that were replaced while no batch came from them to show it. Only where nothing moved while the broker
   * was asked.
   */
  async examine(askWatermarks: () => Promise<ReadonlyMap<number, Watermarks>>, isIdle: () => boolean): Promise<void> {
    const before = new Map(this.readings);
    const watermarks = await askWatermarks();
    for (const [partition, reading] of before) {
      const held = watermarks.get(partition);
      if (!isIdle() || this.readings.get(partition) !== reading) continue;
      if (held === undefined || reading.phase === 'fresh') continue;
      if (!holdsLastRecord(held, reading.known)) this.startOver(partition, reading.known, held.low);
      else if (reading.phase === 'waiting') this.begin(partition, prove(reading.known));
    }
  }
}
