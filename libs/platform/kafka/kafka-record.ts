import { createHash } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import type { Sha256 } from '#libs/kernel/index.js';
import type { IntakeRecord } from '#libs/pipeline/contract.js';

/** A Kafka record as the intake takes it. `receivedAt` is the broker's append time (rule 11): see usage-topic.ts. */
export function toIntakeRecord(message: KafkaMessage): IntakeRecord {
  return {
    bytes: message.value,
    headers: headersOf(message).map(([name, value]) => [name.toLowerCase(), value.toString('utf8')] as const),
    offset: Number(message.offset),
    receivedAt: Number(message.timestamp),
  };
}

/**
 * SHA-256 over append time, key, value and headers, each with its length in front: what tells the record at an offset
 * from that of another topic of the same name.
 */
export function recordDigest(message: KafkaMessage): Sha256 {
  const hash = createHash('sha256');
  const field = (bytes: Buffer | null): void => {
    hash.update(bytes === null ? '-' : `${bytes.length}:`);
    if (bytes !== null) hash.update(bytes);
  };
  field(Buffer.from(message.timestamp));
  field(message.key);
  field(message.value);
  for (const [name, value] of headersOf(message)) {
    field(Buffer.from(name));
    field(value);
  }
  return hash.digest('hex');
}

/**
 * kafkajs gives an array where a name comes more than once; of a header named like a member of every object
 * (`constructor`, `__proto__`) it takes that member for the first value.
 */
function headersOf(message: KafkaMessage): readonly (readonly [name: string, value: Buffer])[] {
  return Object.entries(message.headers ?? {}).flatMap(([name, value]) =>
    [value].flat().flatMap((one: unknown) => {
      if (one === undefined || one === null) return [[name, Buffer.alloc(0)] as const];
      return Buffer.isBuffer(one) || typeof one === 'string' ? [[name, Buffer.from(one)] as const] : [];
    }),
  );
}
