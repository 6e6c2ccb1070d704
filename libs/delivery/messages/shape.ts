export type JsonSchema = { readonly [keyword: string]: unknown };

declare const json: unique symbol;

/** A JSON Schema with the type of what it admits, so that a message that does not fit its schema does not compile. */
export interface Shape<Value> {
  readonly schema: JsonSchema;
  /** The type alone; there is nothing behind it. */
  readonly [json]?: Value;
}

export type JsonOf<S> = S extends Shape<infer Value> ? Value : never;

type Members = { readonly [name: string]: Shape<unknown> };
type ObjectOf<M extends Members> = { readonly [Name in keyof M]: JsonOf<M[Name]> };

/** Every member is always there, `null` where there is nothing to say. Members of later versions may be added. */
export function object<M extends Members>(members: M, description?: string): Shape<ObjectOf<M>> {
  const properties = Object.fromEntries(Object.entries(members).map(([name, { schema }]) => [name, schema]));
  return shape({ type: 'object', description, required: Object.keys(members), properties });
}

export function text(description: string): Shape<string> {
  return shape({ type: 'string', description });
}

/** An id given by the client. */
export function id(description: string): Shape<string> {
  return shape({ type: 'string', pattern: '^[A-Za-z0-9_.~-]{1,80}$', description });
}

const WHOLE = '^-?(0|[1-9][0-9]*)$';

export function micro(description: string): Shape<string> {
  return shape({ type: 'string', pattern: WHOLE, description: `${description} Micro-credits.` });
}

export function minor(description: string): Shape<string> {
  return shape({ type: 'string', pattern: WHOLE, description: `${description} Minor units of the currency.` });
}

/** A whole number that may be beyond what JSON readers keep exactly. */
export function large(description: string): Shape<string> {
  return shape({ type: 'string', pattern: WHOLE, description });
}

export function instant(description: string): Shape<string> {
  const pattern = '^[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$';
  return shape({ type: 'string', format: 'date-time', pattern, description });
}

export function count(description: string): Shape<number> {
  return shape({ type: 'integer', minimum: 0, description });
}

export function flag(description: string): Shape<boolean> {
  return shape({ type: 'boolean', description });
}

/** New values may be added at the end: a reader passes over those it does not know. */
export function oneOf<Value extends string>(values: readonly Value[], description: string): Shape<Value> {
  return shape({ type: 'string', enum: values, description });
}

export function list<Item>(item: Shape<Item>, description: string): Shape<readonly Item[]> {
  return shape({ type: 'array', items: item.schema, description });
}

export function nullable<Value>({ schema }: Shape<Value>): Shape<Value | null> {
  const { description, ...rest } = schema;
  if (typeof rest['type'] === 'string' && !('enum' in rest)) {
    return shape({ ...rest, type: [rest['type'], 'null'], description });
  }
  return shape({ anyOf: [rest, { type: 'null' }], description });
}

/** Descriptions that are not given are left out. */
function shape<Value>(schema: JsonSchema): Shape<Value> {
  return { schema: Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined)) };
}
