import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SourceProgress } from '#libs/journal/ports/intake-facts.js';
import { SourceWatermarks } from '#libs/pipeline/index.js';
import { prove } from './continuity.js';
import { NO_METRICS } from './metrics.js';
import { PartitionReadings } from './partition-readings.js';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

function read(partition: number, upTo: number): SourceProgress {
  return { source: `p${partition}#1`, lastOffset: upTo - 1, nextOffset: upTo, lastDigest: 'ab' };
}

describe('how far the partitions of a topic have been read (rule 15)', () => {
  let marks: SourceWatermarks;
  let readings: PartitionReadings;

  beforeEach(() => {
    marks = new SourceWatermarks();
    readings = new PartitionReadings({ marks, metrics: NO_METRICS, logger: SILENT }, () => undefined);
  });

  const examine = (partition: number, low: number, high: number) =>
    readings.examine(
      () => Promise.resolve(new Map([[partition, { low, high }]])),
      () => true,
    );

  it('is waited for from the assignment on', () => {
    readings.begin(0, { phase: 'fresh', source: 'p0#1' });
    expect(marks.readUpTo()).toBe(-Infinity);
  });

  it('is up to the moment of the question where the broker has no more than was read', async () => {
    readings.begin(0, prove(read(0, 10)));
    const asked = Date.now();
    await examine(0, 0, 10);
    expect(marks.readUpTo()).toBeGreaterThanOrEqual(asked);
    expect(marks.readUpTo()).toBeLessThanOrEqual(Date.now());
  });

  it('is up to that moment too in a topic that has nothing, or nothing left', async () => {
    readings.begin(0, { phase: 'fresh', source: 'p0#1' });
    await examine(0, 7, 7);
    expect(marks.readUpTo()).toBeGreaterThan(0);
  });

  it.each([
    ['a record is left', 10, 11],
    ['the records read are gone: it is another topic', 0, 9],
  ])('is no further than it was where %s', async (_, next, high) => {
    readings.begin(0, prove(read(0, next === 0 ? 10 : next)));
    await examine(0, 0, high);
    expect(marks.readUpTo()).toBe(-Infinity);
  });

  it('passes over what a batch had at its end besides records', async () => {
    readings.begin(0, prove(read(0, 10)));
    readings.moved(0, { reading: { phase: 'waiting', known: read(0, 10), proven: false }, next: 12, lag: 0 });
    await examine(0, 0, 12);
    expect(marks.readUpTo()).toBeGreaterThan(0);
  });

  it('waits for the new topic where one was replaced, and no more for the old', async () => {
    readings.begin(0, prove(read(0, 10)));
    marks.advance('p0#1', 5);
    readings.startOver(0, read(0, 10), 0);
    expect(marks.readUpTo()).toBe(-Infinity);
    expect(marks.readUpTo('p0#2')).toBe(Infinity);
  });

  it('is waited for no more once the assignment is over', () => {
    readings.begin(0, prove(read(0, 10)));
    readings.clear();
    expect(marks.readUpTo()).toBe(Infinity);
  });
});
