import { choice, flag, integer, list, optional, text, type Setting } from './setting.js';

/** Every key the product reads from its environment. docs/reference/config.md is generated from this table. */
export const SETTINGS = {
  PORT: integer({ min: 0, max: 65_535, default: '8080', description: 'TCP port of the HTTP API; 0 takes a free one.' }),
  HOST: text({ default: '127.0.0.1', description: 'Address the HTTP API listens on; `0.0.0.0` for all interfaces.' }),
  DATA_DIR: text({
    default: './data',
    description:
      'Folder of the embedded stores: `ledger.db`, `views.db`, `access.db`, `delivery.db`. One process at a time.',
  }),
  LOG_LEVEL: choice({
    of: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
    description: 'Least severe level that is logged, as JSON lines on stdout.',
  }),
  SHUTDOWN_TIMEOUT_MS: integer({
    min: 1_000,
    max: 600_000,
    default: '25000',
    description: 'How long a stop may take before the process exits with code 1, in milliseconds.',
  }),
  ADMIN_KEY_FILE: optional(
    text({
      description:
        'File with the first admin key, `tl_<16 hex digits>_<64 hex digits>`. Unset: the key is made at the first start and shown once.',
    }),
  ),
  METRICS_PUBLIC: flag({
    default: 'false',
    description: '`true` serves /metrics without a key; otherwise the operator scope is needed.',
  }),
  LATE_HORIZON_DAYS: integer({
    min: 1,
    max: 3_650,
    default: '35',
    description: 'Usage that happened longer ago than this when it arrives is held (rule 13), in days.',
  }),
  CLOSE_GRACE_HOURS: integer({
    min: 0,
    max: 8_760,
    default: '72',
    description:
      'How long after its end a period is sealed and the rest of an expired grant is taken (rules 13, 14), in hours.',
  }),
  DUE_WORK_SECONDS: integer({
    min: 1,
    max: 86_400,
    default: '30',
    description: 'How often work that has fallen due is looked for (rule 15), in seconds.',
  }),
  WEBHOOKS_ALLOW_PRIVATE_ADDRESSES: flag({
    default: 'false',
    description:
      '`true` sends webhooks also to loopback, private and other addresses that are not public, over plain HTTP and to every port. For development and closed networks.',
  }),
  WEBHOOKS_TIMEOUT_MS: integer({
    min: 100,
    max: 60_000,
    default: '15000',
    description: 'How long an endpoint may take to answer a webhook, in milliseconds.',
  }),
  KAFKA_BROKERS: optional(
    list({
      of: 'host:port pairs',
      item: /^(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}$/,
      description: 'Brokers to read metering events from. Unset: no Kafka intake.',
    }),
  ),
  KAFKA_USAGE_TOPIC: text({ default: 'metering.usage.v1', description: 'Topic of the metering events.' }),
  KAFKA_GROUP_ID: text({ default: 'token-ledger-intake', description: 'Consumer group of the intake.' }),
  KAFKA_CLIENT_ID: text({ default: 'token-ledger', description: 'Client id shown in the logs of the brokers.' }),
  KAFKA_USAGE_SOURCES: list({
    of: 'values of CloudEvents `source`, exact or a prefix ending in `*`',
    item: /^[^\s*]*\*?$/,
    default: '*',
    description: 'Sources the writers of the topic may use (rule 8); others are refused.',
  }),
  KAFKA_SSL: flag({ default: 'false', description: 'Connect to the brokers over TLS.' }),
  KAFKA_SASL_MECHANISM: optional(
    choice({
      of: ['plain', 'scram-sha-256', 'scram-sha-512'],
      description: 'How to log in at the brokers. Unset: no login.',
    }),
  ),
  KAFKA_SASL_USERNAME: optional(text({ description: 'User name at the brokers; needed with a mechanism.' })),
  KAFKA_SASL_PASSWORD: optional(text({ description: 'Password at the brokers; or KAFKA_SASL_PASSWORD_FILE.' })),
  KAFKA_SASL_PASSWORD_FILE: optional(text({ description: 'File with the password at the brokers.' })),
  KAFKA_OUT: flag({
    default: 'false',
    description: '`true` writes events, balances, alerts, invoice lines and rejected usage to topics of their own.',
  }),
  KAFKA_OUT_TOPIC_PREFIX: optional(
    text({ description: 'In front of the names of the topics written to, e.g. `carrier-1.`.' }),
  ),
  KAFKA_OUT_PARTITIONS: integer({
    min: 1,
    max: 10_000,
    default: '12',
    description: 'Partitions of each topic written to; an account stays on one.',
  }),
  KAFKA_OUT_REPLICATION: integer({
    min: 0,
    max: 100,
    default: '0',
    description: 'Copies of each partition written to; 0: as the brokers have it by default.',
  }),
  KAFKA_OUT_MIN_INSYNC: integer({
    min: 0,
    max: 100,
    default: '0',
    description: 'Copies that must have a message before it counts as sent; 0: as the brokers have it by default.',
  }),
  KAFKA_OUT_RETENTION_HOURS: integer({
    min: 0,
    max: 1_000_000,
    default: '336',
    description: 'How long messages are kept at least, but for balances and rejected usage; 0: for ever.',
  }),
  KAFKA_OUT_COMPRESSION: choice({
    of: ['none', 'gzip', 'snappy', 'zstd'],
    default: 'none',
    description: 'How messages are compressed.',
  }),
} as const satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof SETTINGS;

type ValueOf<S> = S extends Setting<infer Value> ? Value : never;

/** One value per key, typed. */
export type Values = { readonly [Name in SettingName]: ValueOf<(typeof SETTINGS)[Name]> };
