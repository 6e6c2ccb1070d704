import kafkajs, { type ISocketFactory, type Kafka, type KafkaConfig as KafkajsConfig, type SASLOptions } from 'kafkajs';
import type { KafkaConfig, SaslConfig } from '../config/index.js';
import { registerCodecs } from './codecs.js';
import { kafkajsLog, type KafkaLogger } from './logger.js';
import { patchRequestQueue } from './request-queue-patch.js';

patchRequestQueue();
registerCodecs();

/** Where the brokers are and who asks. */
export type KafkaConnection = Pick<KafkaConfig, 'brokers' | 'clientId' | 'ssl' | 'sasl'>;

/**
 * The only way to a broker: with the guards of this folder in place and every default that matters written down.
 * @param connect absent: as kafkajs does
 */
export function kafkaClient(connection: KafkaConnection, logger: KafkaLogger, connect?: ISocketFactory): Kafka {
  const settings: KafkajsConfig = {
    brokers: [...connection.brokers],
    clientId: connection.clientId,
    ssl: connection.ssl,
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    enforceRequestTimeout: true,
    retry: { initialRetryTime: 300, maxRetryTime: 5_000, factor: 0.2, multiplier: 2, retries: 5 },
    logLevel: kafkajs.logLevel.INFO,
    logCreator: kafkajsLog(logger),
    ...(connect === undefined ? {} : { socketFactory: connect }),
  };
  return new kafkajs.Kafka(connection.sasl ? { ...settings, sasl: saslOptions(connection.sasl) } : settings);
}

function saslOptions({ mechanism, username, password }: SaslConfig): SASLOptions {
  return { mechanism, username, password };
}
