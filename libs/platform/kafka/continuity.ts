import type { KafkaMessage } from 'kafkajs';
import type { SourceName, SourceProgress } from '#libs/journal/ports/intake-facts.js';
import { recordDigest } from './kafka-record.js';

/**
 * kafkajs sees no topic id, and a topic may be deleted and created again under the same name between two fetches. So a
 * record is taken in only if the response that brought it also brought the record before it, unchanged: one response
 * comes from one topic.
 */
export type Reading =
  /** Nothing of this incarnation has been taken in: it starts wherever the broker's earliest record is. */
  | { readonly phase: 'fresh'; readonly source: SourceName }
  /**
   * All was read; the broker is asked for what comes behind. `proven`: the last record has just come back the same, alone,
   * though there is more: where one response cannot hold both (records of megabytes, an open transaction) that must do.
   */
  | { readonly phase: 'waiting'; readonly known: SourceProgress; readonly proven: boolean }
  /** The last record is asked for again, with what comes behind it. */
  | ProvingReading;

export interface ProvingReading {
  readonly phase: 'proving';
  readonly known: SourceProgress;
  readonly asked: number;
}

export type Continuity =
  | { readonly type: 'continues'; readonly source: SourceName; readonly messages: readonly KafkaMessage[] }
  /** To be fetched once more, from the last record on. */
  | { readonly type: 'unproven'; readonly reading: ProvingReading }
  /** The record known is not in this topic. */
  | { readonly type: 'replaced'; readonly known: SourceProgress };

/** A batch fetched before our seek may still come, once: a record is gone only if it was asked for twice. */
const PROOFS_ASKED = 2;

/** What a fetched batch, never empty, is to what has been read. */
export function compareWithBatch(reading: Reading, messages: readonly KafkaMessage[]): Continuity {
  if (reading.phase === 'fresh') return { type: 'continues', source: reading.source, messages };
  const { known } = reading;
  const first = messages[0];
  if (first === undefined) throw new RangeError('a fetched batch holds a record');
  if (reading.phase === 'waiting') {
    const follows = reading.proven && Number(first.offset) >= known.nextOffset;
    return follows
      ? { type: 'continues', source: known.source, messages }
      : { type: 'unproven', reading: prove(known) };
  }
  if (Number(first.offset) === known.lastOffset) {
    if (recordDigest(first) !== known.lastDigest) return { type: 'replaced', known };
    return { type: 'continues', source: known.source, messages: messages.slice(1) };
  }
  if (reading.asked >= PROOFS_ASKED) return { type: 'replaced', known };
  return { type: 'unproven', reading: prove(known, reading.asked + 1) };
}

export function prove(known: SourceProgress, asked = 1): ProvingReading {
  return { phase: 'proving', known, asked };
}

/** The offsets a broker holds of a partition: low ≤ offset < high. */
export interface Watermarks {
  readonly low: number;
  readonly high: number;
}

/** Finds what no batch can show: a partition that ends before the last record read, or begins behind it. */
export function holdsLastRecord({ low, high }: Watermarks, { lastOffset }: SourceProgress): boolean {
  return low <= lastOffset && lastOffset < high;
}

/** Name of a partition's source, without its incarnation. */
export function sourceBase(clusterId: string, topic: string, partition: number): string {
  return `kafka:${clusterId}/${topic}/${partition}`;
}

export function firstIncarnation(base: string): SourceName {
  return `${base}#1`;
}

export function nextIncarnation(source: SourceName): SourceName {
  const hash = source.lastIndexOf('#');
  return `${source.slice(0, hash)}#${Number(source.slice(hash + 1)) + 1}`;
}
