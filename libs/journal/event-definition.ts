import type { DomainEvent, EventMeta, KeyUse } from './contract.js';

/**
 * An Avro schema as plain data. Three logical types are ours: `credits` on a long is a bigint in memory, `hex` on a fixed
 * is a string of lower-case hex digits, `variant` on a record is one of several shapes: its null members are absent.
 */
export type AvroSchema =
  string | readonly AvroSchema[] | { readonly type: unknown; readonly [attribute: string]: unknown };

/** How one type of event is stored. Adding a version keeps the older ones readable for ever. */
export interface EventDefinition<Event extends DomainEvent = DomainEvent> {
  readonly type: Event['type'];
  /** Schema of `data`, one per version ever written, oldest first; version 1 is the first. */
  readonly schemas: readonly [AvroSchema, ...AvroSchema[]];
  /** Keys the event uses up besides its command's. */
  keys(event: Event): readonly KeyUse[];
}

/** The idempotency key a record uses up: that of the command it is the effect of (rule 9). */
export function commandKeyOf(meta: EventMeta): readonly KeyUse[] {
  return meta.cause.type === 'command' ? [{ key: meta.cause.key, content: meta.cause.input }] : [];
}
