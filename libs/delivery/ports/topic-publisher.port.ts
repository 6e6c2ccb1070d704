import type { Instant } from '#libs/kernel/index.js';

/** One message as it goes on the wire. */
export interface OutRecord {
  /** What has the same key stays in order. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly value: string;
  /** From when on the retention counts; absent: from its publication. */
  readonly timestamp?: Instant;
}

/** One topic, and all it takes to write to it. */
export interface TopicPublisher {
  /** Resolves when all are durable with the brokers, each key in order. Rejects when it is not known of some. */
  publish(records: readonly OutRecord[]): Promise<void>;
}
