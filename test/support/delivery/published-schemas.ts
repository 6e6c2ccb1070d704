import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { HEADERS } from '#libs/delivery/messages/async-api.js';
import { schemaFileName } from '#libs/delivery/messages/published-schema.js';

const FOLDER = join('docs', 'reference', 'schemas');

type Schema = Record<string, unknown>;

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, validateFormats: false });
const isWellHeaded = ajv.compile(HEADERS);
const validators = new Map<string, ValidateFunction>();

/** What is wrong with a message, by the schemas in docs/reference; a member they do not have is a fault here. */
export function faultsOf({ headers, value }: Sent): readonly string[] {
  if (!isWellHeaded(headers)) return [`headers: ${ajv.errorsText(isWellHeaded.errors)}`];
  const isValid = validatorOf(headers['ce_type']!);
  return isValid(JSON.parse(value)) ? [] : [`${headers['ce_type']}: ${ajv.errorsText(isValid.errors)}`];
}

function validatorOf(type: string): ValidateFunction {
  const known = validators.get(type);
  if (known !== undefined) return known;
  const schema = JSON.parse(readFileSync(join(FOLDER, schemaFileName(type)), 'utf8')) as Schema;
  const compiled = ajv.compile(closed(schema) as Schema);
  validators.set(type, compiled);
  return compiled;
}

/** Consumers must let unknown members pass; we must not send any. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return 'properties' in inner ? { ...inner, additionalProperties: false } : inner;
}
