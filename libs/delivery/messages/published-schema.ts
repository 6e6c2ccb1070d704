import { schemaId } from './cloud-event.js';
import type { OutMessageType } from './out-channels.js';
import type { JsonSchema } from './shape.js';

export const JSON_SCHEMA_DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** As consumers get it: a member they do not know is a later version's. */
export function publishedSchema({ type, meaning, schema }: OutMessageType): JsonSchema {
  return { $schema: JSON_SCHEMA_DIALECT, $id: schemaId(type), title: type, ...schema, description: meaning };
}

export function schemaFileName(type: string): string {
  return `${type}.schema.json`;
}
