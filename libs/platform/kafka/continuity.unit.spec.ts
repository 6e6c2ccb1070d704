import { describe, expect, it } from '@jest/globals';
import type { KafkaMessage } from 'kafkajs';
import { compareWithBatch, holdsLastRecord, nextIncarnation, prove } from './continuity.js';
import { recordDigest } from './kafka-record.js';

function record(offset: number, value = `record ${offset}`): KafkaMessage {
  const timestamp = String(1_700_000_000_000 + offset);
  return { key: null, value: Buffer.from(value), timestamp, offset: String(offset), attributes: 0, headers: {} };
}

const source = 'kafka:cluster/usage/0#1';
const known = { source, lastOffset: 41, nextOffset: 42, lastDigest: recordDigest(record(41)) };

describe('continuity of a partition', () => {
  it('takes a fresh source from wherever it starts', () => {
    const messages = [record(7), record(8)];
    expect(compareWithBatch({ phase: 'fresh', source }, messages)).toEqual({ type: 'continues', source, messages });
  });

  it('asks for the last record again before it takes what came behind it', () => {
    const found = compareWithBatch({ phase: 'waiting', known, proven: false }, [record(42)]);
    expect(found).toEqual({ type: 'unproven', reading: prove(known) });
  });

  it('goes on behind the last record when it comes back the same', () => {
    const found = compareWithBatch(prove(known), [record(41), record(42), record(45)]);
    expect(found).toEqual({ type: 'continues', source, messages: [record(42), record(45)] });
  });

  it('goes on without the last record where it came back alone just before', () => {
    const found = compareWithBatch({ phase: 'waiting', known, proven: true }, [record(42)]);
    expect(found).toMatchObject({ type: 'continues', messages: [record(42)] });
    const rewound = compareWithBatch({ phase: 'waiting', known, proven: true }, [record(0)]);
    expect(rewound).toEqual({ type: 'unproven', reading: prove(known) });
  });

  it('sees another topic where another record stands at the last offset', () => {
    expect(compareWithBatch(prove(known), [record(41, 'another')])).toEqual({ type: 'replaced', known });
  });

  it('asks once more before it calls the last record gone', () => {
    const again = compareWithBatch(prove(known), [record(0)]);
    expect(again).toEqual({ type: 'unproven', reading: prove(known, 2) });
    expect(compareWithBatch(prove(known, 2), [record(0)])).toEqual({ type: 'replaced', known });
  });

  it.each([
    [0, 42, true],
    [41, 42, true],
    [0, 41, false],
    [42, 60, false],
  ])('low %p, high %p: the record at 41 is there: %p', (low, high, expected) => {
    expect(holdsLastRecord({ low, high }, known)).toBe(expected);
  });

  it('numbers incarnations, whatever stands in the name of the topic', () => {
    expect(nextIncarnation('kafka:c/usage#2/0#9')).toBe('kafka:c/usage#2/0#10');
  });
});
