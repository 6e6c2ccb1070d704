import type { Values } from './settings.js';

/** The validated configuration of a process, in the product's words. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly logLevel: Values['LOG_LEVEL'];
  readonly shutdownTimeoutMs: number;
  /** Content of ADMIN_KEY_FILE, trimmed. */
  readonly adminKey?: string;
  readonly metricsPublic: boolean;
  readonly lateHorizonDays: number;
  readonly closeGraceHours: number;
  readonly dueWorkSeconds: number;
  readonly webhooks: WebhooksConfig;
  /** Absent: no Kafka intake. */
  readonly kafka?: KafkaConfig;
}

export interface WebhooksConfig {
  readonly allowsPrivate: boolean;
  readonly timeoutMs: number;
}

export interface KafkaConfig {
  readonly brokers: readonly string[];
  readonly usageTopic: string;
  readonly groupId: string;
  readonly clientId: string;
  readonly usageSources: readonly string[];
  readonly ssl: boolean;
  readonly sasl?: SaslConfig;
  /** Absent: nothing is written. */
  readonly out?: KafkaOutConfig;
}

/** The topics the ledger writes to. */
export interface KafkaOutConfig {
  readonly topicPrefix: string;
  readonly partitions: number;
  /** 0: the brokers' default. */
  readonly replicationFactor: number;
  /** 0: the brokers' default. */
  readonly minInsyncReplicas: number;
  /** 0: for ever. */
  readonly retentionHours: number;
  readonly compression: 'none' | 'gzip' | 'snappy' | 'zstd';
}

export interface SaslConfig {
  readonly mechanism: NonNullable<Values['KAFKA_SASL_MECHANISM']>;
  readonly username: string;
  readonly password: string;
}

/** Everything that is wrong with the configuration, at once: names and what is expected, never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}
