import { describe, expect, it } from '@jest/globals';
import type { KafkaMessage } from 'kafkajs';
import { recordDigest, toIntakeRecord } from './kafka-record.js';

const message: KafkaMessage = {
  key: Buffer.from('acc-1'),
  value: Buffer.from('{}'),
  timestamp: '1700000000000',
  offset: '7',
  attributes: 0,
  headers: { Ce_Id: Buffer.from('a'), tag: [Buffer.from('x'), 'y'], empty: undefined },
};

describe('a Kafka record', () => {
  it('keeps repeated headers, in lower case and in order', () => {
    expect(toIntakeRecord(message)).toEqual({
      bytes: Buffer.from('{}'),
      headers: [
        ['ce_id', 'a'],
        ['tag', 'x'],
        ['tag', 'y'],
        ['empty', ''],
      ],
      offset: 7,
      receivedAt: 1_700_000_000_000,
    });
  });

  it('is read whatever a header is called', () => {
    const headers = { constructor: [Object, Buffer.from('x')], ['__proto__']: [{}, Buffer.from('y')] };
    const odd = { ...message, headers } as unknown as KafkaMessage;
    expect(toIntakeRecord(odd).headers).toEqual([
      ['constructor', 'x'],
      ['__proto__', 'y'],
    ]);
  });

  it('has no bytes where it is a tombstone', () => {
    expect(toIntakeRecord({ ...message, value: null }).bytes).toBeNull();
  });

  it.each<[string, object]>([
    ['key', { key: null }],
    ['value', { value: null }],
    ['empty value', { value: Buffer.alloc(0) }],
    ['append time', { timestamp: '1700000000001' }],
    ['header', { headers: { ...message.headers, tag: [Buffer.from('x')] } }],
    ['split between key and value', { key: Buffer.from('acc-1{'), value: Buffer.from('}') }],
  ])('has another digest with another %s', (_, change) => {
    expect(recordDigest({ ...message, ...change })).not.toBe(recordDigest(message));
  });

  it('has a digest that does not depend on where it stands', () => {
    expect(recordDigest({ ...message, offset: '8' })).toBe(recordDigest(message));
  });
});
