import type { OutRecord, TopicPublisher } from '#libs/delivery/ports/topic-publisher.port.js';

export interface KeptMessage extends OutRecord {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Keeps what it is given; can be told to fail after it took a batch, as a broker whose answer is lost. */
export class KeepingPublisher implements TopicPublisher {
  readonly messages: KeptMessage[] = [];
  loseAnswers = 0;

  publish(records: readonly OutRecord[]): Promise<void> {
    for (const record of records) {
      const { ce_id: id = '', ce_type: type = '' } = record.headers;
      this.messages.push({ ...record, id, type, data: JSON.parse(record.value) as Record<string, unknown> });
    }
    if (this.loseAnswers === 0) return Promise.resolve();
    this.loseAnswers -= 1;
    return Promise.reject(new Error('the answer of the broker was lost'));
  }

  /** Without those that were told before. */
  once(): readonly KeptMessage[] {
    const first = new Map<string, KeptMessage>();
    for (const message of this.messages) if (!first.has(message.id)) first.set(message.id, message);
    return [...first.values()];
  }
}
