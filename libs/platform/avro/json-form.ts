import type { AvroSchema } from '#libs/journal/event-definition.js';
import { isCredits, isVariant } from './logical-types.js';

/** JSON has no 64-bit integers: amounts become decimal strings. */
export function bigintsToText(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(bigintsToText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, bigintsToText(member)]));
}

/** The way back: the schema says which strings are amounts. Members the schema does not name are left out. */
export function textToBigints(schema: AvroSchema, json: unknown): unknown {
  const named = new Map<string, AvroSchema>();
  collectNames(schema, named);
  return read(schema, json, named);
}

interface RecordSchema {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: AvroSchema }[];
}

/** A name may be defined where there is no value and be used where there is one. */
function collectNames(schema: AvroSchema, named: Map<string, AvroSchema>): void {
  if (typeof schema === 'string') return;
  if (isUnion(schema)) return schema.forEach((branch) => collectNames(branch, named));
  if (typeof schema['name'] === 'string') named.set(schema['name'], schema);
  if (schema.type === 'array') return collectNames(schema['items'] as AvroSchema, named);
  if (schema.type === 'record') fieldsOf(schema).forEach(({ type }) => collectNames(type, named));
}

function read(schema: AvroSchema, json: unknown, named: ReadonlyMap<string, AvroSchema>): unknown {
  if (isCredits(schema)) return BigInt(json as string);
  if (typeof schema === 'string') {
    const definition = named.get(schema);
    return definition === undefined ? json : read(definition, json, named);
  }
  if (isUnion(schema)) return readUnion(schema, json, named);
  if (schema.type === 'array') {
    const items = schema['items'] as AvroSchema;
    return (json as unknown[]).map((item) => read(items, item, named));
  }
  if (schema.type !== 'record') return json;
  const present = fieldsOf(schema).filter(({ name }) => !isVariant(schema) || name in (json as object));
  return Object.fromEntries(
    present.map(({ name, type }) => [name, read(type, (json as Record<string, unknown>)[name], named)]),
  );
}

function fieldsOf(schema: AvroSchema): RecordSchema['fields'] {
  return (schema as unknown as RecordSchema).fields;
}

function isUnion(schema: AvroSchema): schema is readonly AvroSchema[] {
  return Array.isArray(schema);
}

/** Our unions are "null or one other type". */
function readUnion(schema: readonly AvroSchema[], json: unknown, named: ReadonlyMap<string, AvroSchema>): unknown {
  const member = schema.find((branch) => branch !== 'null');
  return json === null || member === undefined ? null : read(member, json, named);
}
