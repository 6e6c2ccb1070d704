import { randomUUID } from 'node:crypto';
import type { Message } from 'kafkajs';
import { makeTraffic, type ReceivedRecord, type Traffic, type TrafficOptions } from '../oracle/index.js';
import { eventually } from '../eventually.js';
import { plainClient, withAdmin } from './topics.js';

/** Received about now, by a broker: so no account may depend on the order between partitions. */
export function trafficNow(options: TrafficOptions): Traffic {
  return makeTraffic({ until: Date.now(), crossAccountConflicts: false, ...options });
}

/** As gateways publish it: structured CloudEvents, keyed by account. */
export function messagesOf(traffic: Traffic): Message[] {
  return traffic.records.map(({ partitionKey, text }) => ({
    key: partitionKey,
    value: text,
    headers: { 'content-type': 'application/cloudevents+json; charset=UTF-8' },
  }));
}

/** What stands in the topic, in each partition's order, with the broker's own append times. */
export async function recordsIn(address: string, topic: string): Promise<readonly ReceivedRecord[]> {
  const offsets = await withAdmin(address, (admin) => admin.fetchTopicOffsets(topic));
  const expected = offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
  const records: ReceivedRecord[] = [];
  const consumer = plainClient(address).consumer({ groupId: randomUUID(), maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      eachBatch: ({ batch }) => {
        for (const { offset, timestamp, value } of batch.messages) {
          records.push({
            source: `${topic}/${batch.partition}`,
            offset: Number(offset),
            receivedAt: Number(timestamp),
            text: value?.toString('utf8') ?? '',
          });
        }
        return Promise.resolve();
      },
    });
    await eventually('the whole topic is read back', () => records.length >= expected);
  } finally {
    await consumer.disconnect();
  }
  return records;
}
