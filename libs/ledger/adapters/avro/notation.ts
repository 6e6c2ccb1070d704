import type { AvroSchema } from '#libs/journal/event-definition.js';

/** Schemas in short. Names may be used many times here; `definedOnce` makes Avro of it. */

export function enumOf(name: string, symbols: readonly string[]): AvroSchema {
  return { type: 'enum', name, symbols };
}

export function listOf(items: AvroSchema): AvroSchema {
  return { type: 'array', items };
}

export function nullable(schema: AvroSchema): AvroSchema {
  return ['null', schema];
}

export function record(name: string, fields: Readonly<Record<string, AvroSchema>>): AvroSchema {
  return { type: 'record', name, fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })) };
}

/** One of several shapes: in store a record with the members of all, those it does not have are null. */
export function variant(name: string, fields: Readonly<Record<string, AvroSchema>>): AvroSchema {
  return { ...(record(name, fields) as object), type: 'record', logicalType: 'variant' };
}

/** Avro lets a name be defined once within a schema: the first use defines it, later ones name it. */
export function definedOnce(schema: AvroSchema, defined = new Set<string>()): AvroSchema {
  if (typeof schema === 'string') return schema;
  if (isUnion(schema)) return schema.map((branch) => definedOnce(branch, defined));
  if (typeof schema['name'] === 'string') {
    if (defined.has(schema['name'])) return schema['name'];
    defined.add(schema['name']);
  }
  if (schema.type === 'array') return { ...schema, items: definedOnce(schema['items'] as AvroSchema, defined) };
  if (schema.type !== 'record') return schema;
  const fields = schema['fields'] as readonly { readonly name: string; readonly type: AvroSchema }[];
  return { ...schema, fields: fields.map(({ name, type }) => ({ name, type: definedOnce(type, defined) })) };
}

function isUnion(schema: AvroSchema): schema is readonly AvroSchema[] {
  return Array.isArray(schema);
}
