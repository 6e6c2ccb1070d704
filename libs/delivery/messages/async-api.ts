import { OUT_CHANNELS, type OutChannel, type OutMessageType } from './out-channels.js';
import { JSON_SCHEMA_DIALECT, schemaFileName } from './published-schema.js';
import type { JsonSchema } from './shape.js';

/** What the ledger reads, which another part of the code knows. */
export interface InChannel {
  readonly topic: string;
  readonly about: string;
  readonly key: string;
  readonly type: string;
  readonly meaning: string;
  /** Relative to the document. */
  readonly schemaFile: string;
  readonly schemaFormat: string;
}

const OUT_FORMAT = 'application/schema+json;version=draft-2020-12';

/** docs/reference/asyncapi.json: every topic, every message, and where its schema is. */
export function asyncApiDocument(inbound: InChannel): object {
  const out = Object.values<OutChannel>(OUT_CHANNELS);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Token Ledger on Kafka',
      version: '1',
      description:
        'CloudEvents 1.0. What the ledger writes is in binary mode: attributes in headers, data as JSON. At least once: ' +
        'a message told again has the same id. docs/reference/topics.md says what holds.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([inChannel(inbound), ...out.map(outChannel)]),
    operations: Object.fromEntries([
      operation('receive', inbound.topic),
      ...out.map(({ topic }) => operation('send', topic)),
    ]),
    components: {
      messages: Object.fromEntries<object>([
        [inbound.type, inMessage(inbound)],
        ...out.flatMap(({ key, messages }) =>
          messages.map((message) => [message.type, outMessage(message, key)] as const),
        ),
      ]),
      schemas: { cloudEventHeaders: HEADERS },
    },
  };
}

function outChannel({ topic, about, compacted, messages }: OutChannel) {
  const bindings = { kafka: { topicConfiguration: { 'cleanup.policy': [compacted ? 'compact' : 'delete'] } } };
  const types = messages.map(({ type }) => type);
  return [topic, { address: topic, description: about, messages: references(types), bindings }] as const;
}

function inChannel({ topic, about, type }: InChannel) {
  return [topic, { address: topic, description: about, messages: references([type]) }] as const;
}

function references(types: readonly string[]) {
  return Object.fromEntries(types.map((type) => [type, { $ref: `#/components/messages/${type}` }]));
}

function operation(action: 'send' | 'receive', topic: string) {
  return [`${action}.${topic}`, { action, channel: { $ref: `#/channels/${topic}` } }] as const;
}

function outMessage({ type, meaning }: OutMessageType, key: string) {
  return {
    name: type,
    title: type,
    summary: meaning,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/cloudEventHeaders' },
    payload: { schemaFormat: OUT_FORMAT, schema: { $ref: `./schemas/${schemaFileName(type)}` } },
    bindings: { kafka: { key: { type: 'string', description: key } } },
  };
}

function inMessage({ type, meaning, key, schemaFile, schemaFormat }: InChannel) {
  return {
    name: type,
    title: type,
    summary: meaning,
    contentType: 'application/cloudevents+json',
    payload: { schemaFormat, schema: { $ref: schemaFile } },
    bindings: { kafka: { key: { type: 'string', description: key } } },
  };
}

/** Of every message the ledger writes. */
export const HEADERS: JsonSchema = {
  $schema: JSON_SCHEMA_DIALECT,
  type: 'object',
  required: [
    'ce_specversion',
    'ce_id',
    'ce_source',
    'ce_type',
    'ce_subject',
    'ce_time',
    'ce_dataschema',
    'content-type',
  ],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: { type: 'string', minLength: 1, description: 'The same whenever the message is told again.' },
    ce_source: { type: 'string', pattern: '^urn:tokenledger:ledger:', description: 'Of which ledger.' },
    ce_type: { type: 'string', description: 'Name and version of the message.' },
    ce_subject: { type: 'string', description: 'The record key.' },
    ce_time: { type: 'string', format: 'date-time', description: 'When what is told came to be.' },
    ce_dataschema: { type: 'string', description: '`$id` of the JSON Schema of the data.' },
    'content-type': { const: 'application/json' },
  },
};
