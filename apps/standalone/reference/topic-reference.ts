import { asyncApiDocument, OUT_CHANNELS, publishedSchema, schemaFileName } from '#libs/delivery/index.js';

const SCHEMAS = 'schemas';

/** docs/reference/asyncapi.json and the schema of every message the ledger writes, by file name. */
export function topicReference(): Readonly<Record<string, string>> {
  const types = Object.values(OUT_CHANNELS).flatMap(({ messages }) => messages);
  return {
    'asyncapi.json': asText(asyncApiDocument(METERING)),
    ...Object.fromEntries(
      types.map((type) => [`${SCHEMAS}/${schemaFileName(type.type)}`, asText(publishedSchema(type))]),
    ),
  };
}

const METERING = {
  topic: 'metering.usage.v1',
  about: 'What gateways metered; the ledger reads it and charges it.',
  key: 'Id of the account, so that its usage stays in order.',
  type: 'tokenledger.usage.v1',
  meaning: 'Usage of one model call: structured (`application/cloudevents+json`) or binary (`ce_` headers).',
  schemaFile: `./${SCHEMAS}/usage-event.v1.schema.json`,
  schemaFormat: 'application/schema+json;version=draft-07',
};

function asText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
