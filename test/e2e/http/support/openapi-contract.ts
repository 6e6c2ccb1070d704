import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv } from 'ajv';
import type { Answer } from './api.js';

/** Checks answers against the schemas the OpenAPI document promises for them. */
export class Contract {
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

  constructor(private readonly document: OpenAPIObject) {
    this.ajv.addSchema(closed(document) as object, 'openapi');
  }

  errors(method: string, path: string, { status, body }: Answer): unknown {
    const operation = this.document.paths[path]?.[method as 'get'];
    const documented = operation?.responses[String(status)] === undefined ? 'default' : String(status);
    const type = documented === 'default' ? 'application/problem+json' : 'application/json';
    const at = ['paths', path, method, 'responses', documented, 'content', type, 'schema'];
    const pointer = at.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const validate = this.ajv.compile({ $ref: `openapi#/${pointer}` });
    return validate(body) ? undefined : validate.errors;
  }
}

/** OpenAPI 3.0 writes `nullable` where JSON Schema has a type; and a member nobody documented is an error here. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const inner = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed(value)]));
  const { nullable, ...schema } = inner;
  const isClosed = 'properties' in schema && !('additionalProperties' in schema) && !('allOf' in schema);
  const exact = isClosed ? { ...schema, additionalProperties: false } : schema;
  return nullable === true ? { anyOf: [exact, { type: 'null' }] } : exact;
}
