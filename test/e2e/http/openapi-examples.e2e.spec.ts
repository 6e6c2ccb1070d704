import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api, type Answer } from './support/api.js';
import { Contract } from './support/openapi-contract.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { readonly 'x-scopes'?: readonly string[] };
type Body = { readonly content?: Readonly<Record<string, { readonly example?: unknown }>> };

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly example?: unknown;
  readonly schema?: { readonly example?: unknown };
}

const METHODS = ['get', 'post', 'put', 'delete'] as const;

interface Told {
  readonly method: (typeof METHODS)[number];
  readonly path: string;
  readonly operation: Operation;
}

function operationsOf({ paths }: OpenAPIObject): readonly Told[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method] as Operation | undefined;
      return operation === undefined ? [] : [{ method, path, operation }];
    }),
  );
}

function jsonBodies({ requestBody, responses }: Operation): readonly { readonly example?: unknown }[] {
  const bodies = [requestBody, ...Object.values(responses)] as readonly (Body | undefined)[];
  return bodies.flatMap((body) => body?.content?.['application/json'] ?? []);
}

function isStream({ responses }: Operation): boolean {
  return 'text/event-stream' in ((responses['200'] as Body | undefined)?.content ?? {});
}

/** The parameters that cannot be left out. The idempotency key is the client's own. */
function parametersOf({ parameters = [] }: Operation): readonly Parameter[] {
  return (parameters as readonly Parameter[]).filter(
    ({ in: place, required = false }) => place === 'path' || (place === 'query' && required),
  );
}

function exampleOf({ example, schema }: Parameter): unknown {
  return example ?? schema?.example;
}

function urlOf({ path, operation }: Told): string {
  const query = new URLSearchParams();
  let url = path;
  for (const parameter of parametersOf(operation)) {
    const value = String(exampleOf(parameter));
    if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else query.set(parameter.name, value);
  }
  return query.size === 0 ? url : `${url}?${query.toString()}`;
}

/** What a sound request may meet besides success: what it names is not there, or is of another kind, in an empty ledger. */
const OF_THE_LEDGER = [404, 'credits_insufficient', 'rate_unknown', 'not_a_purchase', 'not_instalments'];

describe('the examples of the OpenAPI document', () => {
  let api: Api;
  let contract: Contract;
  let operations: readonly Told[];
  let gateway: string;

  const ask = (told: Told): Promise<Answer> => {
    const { method, path, operation } = told;
    const body = (operation.requestBody as Body | undefined)?.content?.['application/json']?.example;
    const key = operation['x-scopes']?.join() === 'gateway' ? gateway : api.adminKey;
    const asked = { key, idempotencyKey: `${method} ${path}`, ...(body === undefined ? {} : { body }) };
    return api.ask(method.toUpperCase() as 'POST', urlOf(told), asked);
  };

  beforeAll(async () => {
    api = await Api.start();
    const document = openApiDocument(api.standalone.app);
    contract = new Contract(document);
    operations = operationsOf(document);
    gateway = await api.keyFor(['gateway'], { sources: ['*'] });
  });

  afterAll(() => api.stop());

  it('stand with every body and every parameter of every operation', () => {
    const without = operations.filter(
      ({ operation }) =>
        jsonBodies(operation).some(({ example }) => example === undefined) ||
        parametersOf(operation).some((parameter) => exampleOf(parameter) === undefined),
    );
    expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(operations.length).toBeGreaterThan(50);
  });

  it('are sound requests: each does what it says or meets a rule, and is answered as the document says', async () => {
    const wrong: string[] = [];
    // An event stream has no end to wait for: live.e2e.spec.ts follows it.
    for (const told of operations.filter(({ operation }) => !isStream(operation))) {
      const answer = await ask(told);
      const { status, text, body, type } = answer;
      const isSound = status < 300 || OF_THE_LEDGER.includes(status) || OF_THE_LEDGER.includes(String(body['code']));
      if (!isSound) wrong.push(`${told.method} ${told.path}: ${text}`);
      const unlike = /\bjson\b/.test(type) ? contract.errors(told.method, told.path, answer) : undefined;
      if (unlike !== undefined) wrong.push(`${told.method} ${told.path}: ${JSON.stringify(unlike)}`);
    }
    expect(wrong).toEqual([]);
  });
});
