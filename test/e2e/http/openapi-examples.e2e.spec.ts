import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api } from './support/api.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { readonly 'x-scopes'?: readonly string[] };
type Body = { readonly content?: Readonly<Record<string, { readonly example?: unknown }>> };

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

describe('the examples of the OpenAPI document', () => {
  let api: Api;
  let operations: readonly Told[];
  let gateway: string;

  beforeAll(async () => {
    api = await Api.start();
    operations = operationsOf(openApiDocument(api.standalone.app));
    gateway = await api.keyFor(['gateway'], { sources: ['*'] });
  });

  afterAll(() => api.stop());

  it('stand with every body of every operation', () => {
    const without = operations.filter(({ operation }) =>
      jsonBodies(operation).some(({ example }) => example === undefined),
    );
    expect(without.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(operations.length).toBeGreaterThan(20);
  });

  it('are requests that pass the checks of their fields', async () => {
    const wrong: string[] = [];
    for (const { method, path, operation } of operations) {
      const body = (operation.requestBody as Body | undefined)?.content?.['application/json']?.example;
      if (body === undefined) continue;
      const url = path.replaceAll(/\{\w+\}/g, 'acc-1001');
      const key = operation['x-scopes']?.join() === 'gateway' ? gateway : api.adminKey;
      const ask = { key, body, idempotencyKey: `${method} ${path}` };
      const answer = await api.ask(method.toUpperCase() as 'POST', url, ask);
      if (answer.status === 400) wrong.push(`${method} ${path}: ${answer.text}`);
    }
    expect(wrong).toEqual([]);
  });
});
