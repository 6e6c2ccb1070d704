import kafkajs, { type Admin } from 'kafkajs';
import { kafkaClient, type KafkaConnection } from './kafka-client.js';
import type { KafkaLogger } from './logger.js';

const TIMESTAMP_TYPE = 'message.timestamp.type';
const APPEND_TIME = 'LogAppendTime';

/** The topic cannot be read as it is; the message says which command mends it. */
export class UsageTopicError extends Error {
  override readonly name = 'UsageTopicError';

  constructor(
    readonly code: 'topic_missing' | 'topic_without_append_time',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Rule 11: `receivedAt` is the broker's append time, so the topic must carry it.
 * @throws UsageTopicError
 */
export async function requireUsageTopic(admin: Admin, topic: string): Promise<void> {
  if (!(await admin.listTopics()).includes(topic)) {
    throw new UsageTopicError(
      'topic_missing',
      `Topic ${topic} does not exist. Create it: kafka-topics.sh --bootstrap-server <broker> --create --topic ${topic} ` +
        `--partitions <n> --config ${TIMESTAMP_TYPE}=${APPEND_TIME}`,
    );
  }
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: [TIMESTAMP_TYPE] }],
  });
  const found = resources[0]?.configEntries.find((entry) => entry.configName === TIMESTAMP_TYPE)?.configValue;
  if (found === APPEND_TIME) return;
  throw new UsageTopicError(
    'topic_without_append_time',
    `Topic ${topic} has ${TIMESTAMP_TYPE}=${found ?? 'unknown'}, so nothing says when the broker took a record. Set it: ` +
      `kafka-configs.sh --bootstrap-server <broker> --alter --entity-type topics --entity-name ${topic} ` +
      `--add-config ${TIMESTAMP_TYPE}=${APPEND_TIME}`,
  );
}

export interface UsageTopicSpec {
  readonly topic: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Further topic settings, as Kafka names them. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Creates the topic as the intake wants it, unless there is one of that name. Returns whether it was created. */
export async function ensureUsageTopic(
  connection: KafkaConnection,
  spec: UsageTopicSpec,
  logger: KafkaLogger,
): Promise<boolean> {
  const admin = kafkaClient(connection, logger).admin();
  await admin.connect();
  try {
    return await admin.createTopics({
      waitForLeaders: true,
      topics: [
        {
          topic: spec.topic,
          numPartitions: spec.partitions,
          replicationFactor: spec.replicationFactor,
          configEntries: Object.entries({ ...spec.settings, [TIMESTAMP_TYPE]: APPEND_TIME }).map(([name, value]) => ({
            name,
            value,
          })),
        },
      ],
    });
  } finally {
    await admin.disconnect();
  }
}
