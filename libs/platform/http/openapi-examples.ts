import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Schema = Schemas[string];
type Described = Exclude<Schema, { $ref: string }>;

type Body = { readonly schema?: Schema };

const JSON_BODY = 'application/json';

/**
 * Gives every JSON body of a document an example, put together from the examples of its fields: required fields always,
 * optional ones where they have an example of their own.
 */
export function withExamples(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas ?? {};
  const fill = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(fill);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node as Record<string, unknown>).map(([name, member]) => [
        name,
        name === JSON_BODY ? exemplified(member as Body) : fill(member),
      ]),
    );
  };
  const exemplified = (body: Body): unknown =>
    body.schema === undefined || 'example' in body || 'examples' in body
      ? body
      : { ...body, example: exampleOf(body.schema, schemas) };
  return { ...document, paths: fill(document.paths) as OpenAPIObject['paths'] };
}

function exampleOf(schema: Schema, schemas: Schemas): unknown {
  if ('$ref' in schema) return exampleOf(schemas[schema.$ref.split('/').at(-1)!]!, schemas);
  if (schema.example !== undefined) return schema.example;
  const [part] = schema.allOf ?? schema.oneOf ?? schema.anyOf ?? [];
  if (part !== undefined) return exampleOf(part, schemas);
  if (schema.type === 'object' || schema.properties !== undefined) return objectExample(schema, schemas);
  if (schema.type === 'array') return schema.items === undefined ? [] : [exampleOf(schema.items, schemas)];
  return schema.enum?.[0] ?? schema.default ?? plainExample(schema);
}

function objectExample({ properties = {}, required = [] }: Described, schemas: Schemas): unknown {
  const shown = Object.entries(properties).filter(([name, member]) => required.includes(name) || hasExample(member));
  return Object.fromEntries(shown.map(([name, member]) => [name, exampleOf(member, schemas)]));
}

function hasExample(schema: Schema): boolean {
  return 'example' in schema && schema.example !== undefined;
}

function plainExample({ type, minimum, format }: Described): unknown {
  if (type === 'boolean') return false;
  if (type === 'integer' || type === 'number') return minimum ?? 0;
  return format === 'date-time' ? '2026-11-01T00:00:00Z' : 'text';
}
