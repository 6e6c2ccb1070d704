import { randomUUID } from 'node:crypto';
import { OUT_CHANNELS, type OutChannelName } from '#libs/delivery/index.js';

/** Names of the topics of one test's ledger, so that no other test writes to them. */
export class LedgerTopics {
  readonly prefix = `t-${randomUUID().slice(0, 8)}.`;

  name(channel: OutChannelName): string {
    return this.prefix + OUT_CHANNELS[channel].topic;
  }

  all(): readonly string[] {
    return (Object.keys(OUT_CHANNELS) as OutChannelName[]).map((channel) => this.name(channel));
  }

  /** For a service that writes to them and reads `usageTopic`. */
  environment(address: string, usageTopic: string): Record<string, string> {
    return {
      KAFKA_BROKERS: address,
      KAFKA_USAGE_TOPIC: usageTopic,
      KAFKA_GROUP_ID: `group-of-${usageTopic}`,
      KAFKA_OUT: 'true',
      KAFKA_OUT_TOPIC_PREFIX: this.prefix,
      KAFKA_OUT_PARTITIONS: '3',
    };
  }
}
