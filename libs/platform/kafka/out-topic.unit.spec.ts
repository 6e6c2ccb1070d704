import { describe, expect, it } from '@jest/globals';
import type { Admin, ITopicConfig } from 'kafkajs';
import { OUT_CHANNELS } from '#libs/delivery/contract.js';
import { specOf } from './kafka-out.js';
import { ensureOutTopic, type OutTopicSpec } from './out-topic.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const FACTS: OutTopicSpec = {
  topic: 'facts',
  partitions: 3,
  replicationFactor: 2,
  compacted: false,
  retentionMs: 7 * DAY_MS,
  minInsyncReplicas: 2,
  messageBytesMax: 4_194_304,
};

interface Found {
  readonly partitions?: number;
  readonly copies?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

const GOOD = {
  'cleanup.policy': 'delete',
  'retention.ms': String(7 * DAY_MS),
  'min.insync.replicas': '2',
  'max.message.bytes': '4194304',
};

/** A cluster with the topic as found, or without it. */
function clusterWith(found: Found | undefined) {
  const created: ITopicConfig[] = [];
  const { partitions = 3, copies = 2, settings = GOOD } = found ?? {};
  const admin = {
    listTopics: () => Promise.resolve(found === undefined ? [] : ['facts']),
    createTopics: ({ topics }: { topics: ITopicConfig[] }) => Promise.resolve(created.push(...topics) > 0),
    fetchTopicMetadata: () =>
      Promise.resolve({
        topics: [{ partitions: Array.from({ length: partitions }, () => ({ replicas: Array(copies).fill(0) })) }],
      }),
    describeConfigs: () =>
      Promise.resolve({
        resources: [
          {
            configEntries: Object.entries(settings).map(([configName, configValue]) => ({ configName, configValue })),
          },
        ],
      }),
  };
  return { admin: admin as unknown as Admin, created };
}

const look = (found: Found, spec: OutTopicSpec = FACTS) => ensureOutTopic(clusterWith(found).admin, spec);

describe('a topic the ledger writes to', () => {
  it('is created as it must be', async () => {
    const { admin, created } = clusterWith(undefined);
    expect(await ensureOutTopic(admin, FACTS)).toBe(true);
    expect(created).toEqual([
      {
        topic: 'facts',
        numPartitions: 3,
        replicationFactor: 2,
        configEntries: Object.entries(GOOD).map(([name, value]) => ({ name, value })),
      },
    ]);
  });

  it('is left alone where it serves, also with a longer retention, more copies and larger messages', async () => {
    expect(await look({})).toBe(false);
    const more = { 'retention.ms': '-1', 'min.insync.replicas': '3', 'max.message.bytes': '8388608' };
    expect(await look({ copies: 3, settings: { ...GOOD, ...more } })).toBe(false);
  });

  it.each([
    [{ partitions: 2 }, '--alter --topic facts --partitions 3'],
    [{ partitions: 4 }, 'Set KAFKA_OUT_PARTITIONS=4'],
    [{ copies: 1 }, 'KAFKA_OUT_REPLICATION=1'],
    [{ settings: { ...GOOD, 'cleanup.policy': 'compact' } }, '--add-config cleanup.policy=delete'],
    [{ settings: { ...GOOD, 'retention.ms': '1000' } }, `--add-config retention.ms=${7 * DAY_MS}`],
    [{ settings: { ...GOOD, 'min.insync.replicas': '1' } }, '--add-config min.insync.replicas=2'],
    [{ settings: { ...GOOD, 'max.message.bytes': '1048588' } }, '--add-config max.message.bytes=4194304'],
    [{ settings: {} }, 'cleanup.policy=unknown'],
  ])('that is found with %j is named with what mends it', async (found, sentence) => {
    await expect(look(found)).rejects.toThrow(sentence);
  });

  it('for balances is compacted and knows no retention', async () => {
    const spec = { ...FACTS, compacted: true };
    await expect(look({}, spec)).rejects.toThrow('cleanup.policy=compact');
    const settings = { ...GOOD, 'cleanup.policy': 'compact', 'retention.ms': '1' };
    expect(await look({ settings }, spec)).toBe(false);
  });

  it('that must forget may not keep longer, in whatever way it is configured (rule 38)', async () => {
    const out = {
      topicPrefix: 'p.',
      partitions: 3,
      replicationFactor: 0,
      minInsyncReplicas: 0,
      retentionHours: 0,
      compression: 'none',
    } as const;
    const spec = { ...specOf(OUT_CHANNELS.rejected, out), topic: 'facts' };
    const named = specOf(OUT_CHANNELS.rejected, out);
    expect(named).toMatchObject({ topic: 'p.metering.usage.rejected.v1', retentionMs: 28 * DAY_MS, mustForget: true });
    expect(specOf(OUT_CHANNELS.events, out)).toMatchObject({ retentionMs: -1, compacted: false });
    expect(specOf(OUT_CHANNELS.balances, out).compacted).toBe(true);
    const settings = {
      'cleanup.policy': 'delete',
      'message.timestamp.type': 'CreateTime',
      'segment.ms': String(DAY_MS),
    };
    expect(await look({ settings: { ...settings, 'retention.ms': '3600000' } }, spec)).toBe(false);
    for (const kept of ['-1', String(30 * DAY_MS)]) {
      await expect(look({ settings: { ...settings, 'retention.ms': kept } }, spec)).rejects.toThrow('retention.ms');
    }
    await expect(
      look({ settings: { ...settings, 'retention.ms': '3600000', 'segment.ms': String(7 * DAY_MS) } }, spec),
    ).rejects.toThrow('segment.ms');
  });
});
