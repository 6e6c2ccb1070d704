import type { SourceName, SourceProgress } from '#libs/journal/ports/intake-facts.js';
import type { BacklogMarks } from '#libs/pipeline/contract.js';
import { holdsLastRecord, nextIncarnation, prove, type Reading, type Watermarks } from './continuity.js';
import type { KafkaLogger } from './logger.js';
import type { KafkaIntakeMetrics } from './metrics.js';

export interface PartitionReadingsParts {
  readonly logger: KafkaLogger;
  readonly metrics: KafkaIntakeMetrics;
  readonly marks: BacklogMarks;
}

export type Seek = (partition: number, offset: number) => void;

/** Where a partition goes on, after a batch. */
export interface Moved {
  readonly reading: Reading;
  /** The offset that comes next, transaction markers passed over. */
  readonly next: number;
  /** Records not read yet, as of the batch. */
  readonly lag: number;
}

/** How far each assigned partition has been read, and where its next fetch starts. */
export class PartitionReadings {
  private readonly readings = new Map<number, Reading>();
  private readonly moves = new Map<number, Moved>();

  constructor(
    private readonly parts: PartitionReadingsParts,
    private readonly seek: Seek,
  ) {}

  /** Forgets the partitions of an earlier assignment. */
  clear(): void {
    for (const reading of this.readings.values()) this.parts.marks.forget(sourceOf(reading));
    this.readings.clear();
    this.moves.clear();
  }

  get(partition: number): Reading | undefined {
    return this.readings.get(partition);
  }

  /** After a batch, of which kafkajs has been told where to go on. */
  moved(partition: number, move: Moved): void {
    this.readings.set(partition, move.reading);
    this.moves.set(partition, move);
  }

  /** A fresh source starts at 0 or, by kafkajs' own reset, at the earliest record: no look-up of it can be outdated. */
  begin(partition: number, reading: Reading): void {
    this.readings.set(partition, reading);
    this.parts.marks.register(sourceOf(reading));
    this.seek(partition, reading.phase === 'fresh' ? 0 : reading.known.lastOffset);
  }

  /** Reads all there is, as a source of its own: the key rule makes that safe. */
  startOver(partition: number, known: SourceProgress, firstKept: number): void {
    const source = nextIncarnation(known.source);
    const lost = Math.max(0, firstKept - known.nextOffset);
    this.parts.marks.forget(known.source);
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
    return [...this.moves.values()].reduce((sum, { lag }) => sum + lag, 0);
  }

  /**
   * Finds topics that were replaced while no batch came from them to show it, and partitions that have been read to their
   * end: what comes now is younger than the question (rule 15). Only where nothing moved while the broker was asked.
   */
  async examine(askWatermarks: () => Promise<ReadonlyMap<number, Watermarks>>, isIdle: () => boolean): Promise<void> {
    const before = new Map(this.readings);
    const askedAt = Date.now();
    const watermarks = await askWatermarks();
    for (const [partition, reading] of before) {
      const held = watermarks.get(partition);
      if (!isIdle() || this.readings.get(partition) !== reading) continue;
      if (held === undefined) continue;
      if (this.isReadToItsEnd(partition, reading, held)) this.parts.marks.advance(sourceOf(reading), askedAt);
      if (reading.phase === 'fresh') continue;
      if (!holdsLastRecord(held, reading.known)) this.startOver(partition, reading.known, held.low);
      else if (reading.phase === 'waiting') this.begin(partition, prove(reading.known));
    }
  }

  private isReadToItsEnd(partition: number, reading: Reading, { low, high }: Watermarks): boolean {
    if (reading.phase === 'fresh') return low === high;
    const next = this.moves.get(partition)?.next ?? reading.known.nextOffset;
    return holdsLastRecord({ low, high }, reading.known) && next >= high;
  }
}

function sourceOf(reading: Reading): SourceName {
  return reading.phase === 'fresh' ? reading.source : reading.known.source;
}
