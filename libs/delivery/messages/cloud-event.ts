import { formatInstant, type AccountId, type Instant } from '#libs/kernel/index.js';
import type { OutRecord } from '../ports/topic-publisher.port.js';

/** One message to the outside, before it is put on a wire. */
export interface CloudEvent {
  /** The same whenever this is told again; unique within the ledger. */
  readonly id: string;
  readonly type: string;
  /** When what it tells came to be. */
  readonly time: Instant;
  /** What it is about, and the key that keeps it in order. */
  readonly subject: AccountId;
  readonly data: object;
}

/** Where a message comes from: with its id it is unique in the world. */
export function sourceOf(ledgerId: string): string {
  return `urn:tokenledger:ledger:${ledgerId}`;
}

/** The JSON Schema of a message's data. */
export function schemaId(type: string): string {
  return `urn:tokenledger:schema:${type}`;
}

/** CloudEvents 1.0, Kafka protocol binding, binary mode. */
export function toRecord({ id, type, time, subject, data }: CloudEvent, source: string): OutRecord {
  return {
    key: subject,
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: source,
      ce_type: type,
      ce_subject: subject,
      ce_time: formatInstant(time),
      ce_dataschema: schemaId(type),
      'content-type': 'application/json',
    },
    value: JSON.stringify(data),
  };
}
