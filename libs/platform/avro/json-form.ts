import type { AvroSchema } from '#libs/journal/event-definition.js';
import { isCredits } from './logical-types.js';

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
  return read(schema, json, named);
}

interface RecordSchema {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: AvroSchema }[];
}

function read(schema: AvroSchema, json: unknown, named: Map<string, AvroSchema>): unknown {
  if (isCredits(schema)) return BigInt(json as string);
  if (typeof schema === 'string') {
    const definition = named.get(schema);
    return definition === undefined ? json : read(definition, json, named);
  }
  if (isUnion(schema)) return readUnion(schema, json, named);
  if (typeof schema['name'] === 'string') named.set(schema['name'], schema);
  if (schema.type === 'array') {
    const items = schema['items'] as AvroSchema;
    register(items, named);
    return (json as unknown[]).map((item) => read(items, item, named));
  }
  if (schema.type !== 'record') return json;
  const { fields } = schema as unknown as RecordSchema;
  return Object.fromEntries(
    fields.map(({ name, type }) => [name, read(type, (json as Record<string, unknown>)[name], named)]),
  );
}

function isUnion(schema: AvroSchema): schema is readonly AvroSchema[] {
  return Array.isArray(schema);
}

/** Our unions are "null or one other type". */
function readUnion(schema: readonly AvroSchema[], json: unknown, named: Map<string, AvroSchema>): unknown {
  const member = schema.find((branch) => branch !== 'null');
  if (member !== undefined) register(member, named);
  return json === null || member === undefined ? null : read(member, json, named);
}

/** A name may be defined inside a branch that holds no value here and be used by a later field. */
function register(schema: AvroSchema, named: Map<string, AvroSchema>): void {
  if (typeof schema === 'object' && !isUnion(schema) && typeof schema['name'] === 'string') {
    named.set(schema['name'], schema);
  }
}
