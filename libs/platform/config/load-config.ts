import { readFileSync } from 'node:fs';
import { ConfigError, type Config, type KafkaConfig, type KafkaOutConfig, type SaslConfig } from './config.js';
import type { Setting } from './setting.js';
import { SETTINGS, type SettingName, type Values } from './settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the whole environment.
 * @throws ConfigError with every problem found
 */
export function loadConfig(environment: Environment): Config {
  const problems: string[] = [];
  const values = readValues(environment, problems);
  const adminKey = readSecretFile('ADMIN_KEY_FILE', values.ADMIN_KEY_FILE, problems);
  const kafka = kafkaConfig(values, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: values.DATA_DIR,
    logLevel: values.LOG_LEVEL,
    shutdownTimeoutMs: values.SHUTDOWN_TIMEOUT_MS,
    metricsPublic: values.METRICS_PUBLIC,
    lateHorizonDays: values.LATE_HORIZON_DAYS,
    closeGraceHours: values.CLOSE_GRACE_HOURS,
    dueWorkSeconds: values.DUE_WORK_SECONDS,
    webhooks: {
      allowsPrivate: values.WEBHOOKS_ALLOW_PRIVATE_ADDRESSES,
      timeoutMs: values.WEBHOOKS_TIMEOUT_MS,
    },
    ...(adminKey === undefined ? {} : { adminKey }),
    ...(kafka === undefined ? {} : { kafka }),
  };
}

/** The configuration of this process: the one place that reads its environment. */
export function processConfig(): Config {
  return loadConfig(process.env);
}

function readValues(environment: Environment, problems: string[]): Values {
  const names = Object.keys(SETTINGS) as SettingName[];
  return Object.fromEntries(names.map((name) => [name, readValue(name, environment, problems)])) as unknown as Values;
}

/** An empty value counts as absent, as in `PORT= npm start`. */
function readValue(name: SettingName, environment: Environment, problems: string[]): unknown {
  const setting: Setting<unknown> = SETTINGS[name];
  const given = environment[name]?.trim() || setting.default;
  if (given === undefined) return undefined;
  const value = setting.parse(given);
  if (value === undefined) problems.push(`${name} must be ${setting.expected}`);
  return value;
}

function kafkaConfig(values: Values, problems: string[]): KafkaConfig | undefined {
  const sasl = saslConfig(values, problems);
  if (values.KAFKA_BROKERS === undefined) {
    if (values.KAFKA_OUT) problems.push('KAFKA_BROKERS is needed with KAFKA_OUT');
    return undefined;
  }
  return {
    brokers: values.KAFKA_BROKERS,
    usageTopic: values.KAFKA_USAGE_TOPIC,
    groupId: values.KAFKA_GROUP_ID,
    clientId: values.KAFKA_CLIENT_ID,
    usageSources: values.KAFKA_USAGE_SOURCES,
    ssl: values.KAFKA_SSL,
    ...(sasl === undefined ? {} : { sasl }),
    ...(values.KAFKA_OUT ? { out: kafkaOutConfig(values) } : {}),
  };
}

function kafkaOutConfig(values: Values): KafkaOutConfig {
  return {
    topicPrefix: values.KAFKA_OUT_TOPIC_PREFIX ?? '',
    partitions: values.KAFKA_OUT_PARTITIONS,
    replicationFactor: values.KAFKA_OUT_REPLICATION,
    minInsyncReplicas: values.KAFKA_OUT_MIN_INSYNC,
    retentionHours: values.KAFKA_OUT_RETENTION_HOURS,
    compression: values.KAFKA_OUT_COMPRESSION,
  };
}

function saslConfig(values: Values, problems: string[]): SaslConfig | undefined {
  const mechanism = values.KAFKA_SASL_MECHANISM;
  const fromFile = readSecretFile('KAFKA_SASL_PASSWORD_FILE', values.KAFKA_SASL_PASSWORD_FILE, problems);
  if (mechanism === undefined) return undefined;
  const username = values.KAFKA_SASL_USERNAME;
  const password = values.KAFKA_SASL_PASSWORD ?? fromFile;
  if (username === undefined) problems.push('KAFKA_SASL_USERNAME is needed with KAFKA_SASL_MECHANISM');
  if (password === undefined && values.KAFKA_SASL_PASSWORD_FILE === undefined) {
    problems.push('KAFKA_SASL_PASSWORD or KAFKA_SASL_PASSWORD_FILE is needed with KAFKA_SASL_MECHANISM');
  }
  return username === undefined || password === undefined ? undefined : { mechanism, username, password };
}

function readSecretFile(name: SettingName, path: string | undefined, problems: string[]): string | undefined {
  if (path === undefined) return undefined;
  const content = tryRead(path);
  if (!content) problems.push(`${name} must name a readable file that is not empty`);
  return content;
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
