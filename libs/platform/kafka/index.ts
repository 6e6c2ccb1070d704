export { startKafkaIntake, type KafkaIntake, type KafkaIntakeOptions } from './kafka-intake.js';
export { type KafkaConnection } from './kafka-client.js';
export { type KafkaLogger } from './logger.js';
export { type KafkaIntakeMetrics } from './metrics.js';
export { DEFAULT_TUNING, type KafkaTuning } from './tuning.js';
export { ensureUsageTopic, UsageTopicError, type UsageTopicSpec } from './usage-topic.js';
export { KafkaUnreachable } from './kafka-unreachable.js';
