import kafkajs, { type Admin } from 'kafkajs';

/** What a topic the ledger writes to must be. */
export interface OutTopicSpec {
  readonly topic: string;
  readonly partitions: number;
  /** Absent: the brokers' default, and any is good. */
  readonly replicationFactor?: number;
  /** Keeps the last record of each key; else all records for `retentionMs`. */
  readonly compacted: boolean;
  /** -1: for ever. Means nothing for a compacted topic. */
  readonly retentionMs: number;
  /** Records may be kept no longer than that, by their own timestamps: dropped day by day (rule 38). */
  readonly mustForget?: boolean;
  /** Absent: the brokers' default, and any is good. */
  readonly minInsyncReplicas?: number;
  /** Absent: the brokers' default, and any is good. */
  readonly messageBytesMax?: number;
}

/** The topic is not what the ledger needs; the message says which command mends it. */
export class OutTopicMismatch extends Error {
  override readonly name = 'OutTopicMismatch';
  readonly code = 'out_topic_mismatch';
}

const SEGMENT_OF_A_DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Creates the topic, or checks the one that is there; changes none. Returns whether it was created.
 * @throws OutTopicMismatch
 */
export async function ensureOutTopic(admin: Admin, spec: OutTopicSpec): Promise<boolean> {
  const { topic, partitions: numPartitions, replicationFactor } = spec;
  if (!(await admin.listTopics()).includes(topic)) {
    const configEntries = Object.entries(settingsOf(spec)).map(([name, value]) => ({ name, value }));
    const replication = replicationFactor === undefined ? {} : { replicationFactor };
    return admin.createTopics({
      waitForLeaders: true,
      topics: [{ topic, numPartitions, configEntries, ...replication }],
    });
  }
  await checkPartitions(admin, spec);
  await checkSettings(admin, spec);
  return false;
}

function settingsOf(spec: OutTopicSpec): Readonly<Record<string, string>> {
  return {
    'cleanup.policy': spec.compacted ? 'compact' : 'delete',
    ...(spec.compacted ? {} : { 'retention.ms': String(spec.retentionMs) }),
    ...(spec.mustForget ? { 'message.timestamp.type': 'CreateTime', 'segment.ms': String(SEGMENT_OF_A_DAY_MS) } : {}),
    ...(spec.minInsyncReplicas === undefined ? {} : { 'min.insync.replicas': String(spec.minInsyncReplicas) }),
    ...(spec.messageBytesMax === undefined ? {} : { 'max.message.bytes': String(spec.messageBytesMax) }),
  };
}

async function checkPartitions(admin: Admin, { topic, partitions, replicationFactor }: OutTopicSpec): Promise<void> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  const found = topics[0]?.partitions ?? [];
  if (found.length < partitions) {
    throw new OutTopicMismatch(
      `Topic ${topic} has ${found.length} partitions, not ${partitions}. Add them, which moves accounts to others and costs ` +
        `their order once: kafka-topics.sh --bootstrap-server <broker> --alter --topic ${topic} --partitions ${partitions}; ` +
        `or set KAFKA_OUT_PARTITIONS=${found.length}`,
    );
  }
  if (found.length > partitions) {
    throw new OutTopicMismatch(
      `Topic ${topic} has ${found.length} partitions, not ${partitions}; they cannot be taken away. ` +
        `Set KAFKA_OUT_PARTITIONS=${found.length}`,
    );
  }
  const copies = Math.min(...found.map(({ replicas }) => replicas.length));
  if (replicationFactor === undefined || copies >= replicationFactor) return;
  throw new OutTopicMismatch(
    `Topic ${topic} has ${copies} copies of a partition, not ${replicationFactor}. Reassign it with ` +
      `kafka-reassign-partitions.sh, or set KAFKA_OUT_REPLICATION=${copies}`,
  );
}

async function checkSettings(admin: Admin, spec: OutTopicSpec): Promise<void> {
  const wanted = settingsOf(spec);
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: spec.topic, configNames: Object.keys(wanted) }],
  });
  const found = new Map(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]));
  const wrong = Object.entries(wanted).filter(([name, value]) => !serves(spec, name, value, found.get(name)));
  if (wrong.length === 0) return;
  const is = wrong.map(([name]) => `${name}=${found.get(name) ?? 'unknown'}`).join(', ');
  throw new OutTopicMismatch(
    `Topic ${spec.topic} has ${is}. Set it: kafka-configs.sh --bootstrap-server <broker> --alter --entity-type topics ` +
      `--entity-name ${spec.topic} --add-config ${wrong.map(([name, value]) => `${name}=${value}`).join(',')}`,
  );
}

/** More copies in step, larger messages and a longer retention serve too, but not a longer one of what must be forgotten. */
function serves(spec: OutTopicSpec, name: string, wanted: string, found: string | undefined): boolean {
  if (found === wanted) return true;
  if (found === undefined) return false;
  if (name === 'min.insync.replicas' || name === 'max.message.bytes') return Number(found) > Number(wanted);
  if (name === 'segment.ms') return Number(found) < Number(wanted);
  if (name !== 'retention.ms') return false;
  return spec.mustForget ? isLonger(wanted, found) : isLonger(found, wanted);
}

function isLonger(left: string, right: string): boolean {
  const spanOf = (text: string): number => (text === '-1' ? Infinity : Number(text));
  return spanOf(left) > spanOf(right);
}
