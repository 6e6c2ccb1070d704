import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv } from 'ajv';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api, type Answer } from './support/api.js';
import { ACCOUNT, GRANT, openSampleAccount, SOURCE, TARIFF, usageEvent } from './support/samples.js';

/** Checks answers against the schemas the OpenAPI document promises for them. */
class Contract {
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

describe('the OpenAPI document', () => {
  let api: Api;
  let contract: Contract;
  let gateway: string;

  beforeAll(async () => {
    api = await Api.start();
    contract = new Contract(openApiDocument(api.standalone.app));
    await openSampleAccount(api);
    gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    await api.post('/v1/usage', { key: gateway, body: usageEvent('c-1', { quantities: { input: 500, output: 50 } }) });
    await api.post('/v1/usage', { key: gateway, body: usageEvent('c-1') });
    await api.post('/v1/usage', { key: gateway, body: usageEvent('c-2', { model: 'unpriced' }) });
    const { body } = await api.post('/v1/usage', { key: gateway, body: usageEvent('c-3', { member: 'm-1' }) });
    const { position } = body['receipt'] as { position: number };
    await api.get(`/v1/accounts/acc-1?min_position=${position}`);
    await api.post('/v1/usage', { key: gateway, body: '{' });
  });

  afterAll(() => api.stop());

  it.each([
    ['/v1/accounts', '/v1/accounts'],
    ['/v1/accounts/{account}', '/v1/accounts/acc-1'],
    ['/v1/accounts/{account}', '/v1/accounts/nobody'],
    ['/v1/accounts/{account}/members', '/v1/accounts/acc-1/members'],
    ['/v1/accounts/{account}/balance', '/v1/accounts/acc-1/balance'],
    ['/v1/accounts/{account}/balance', '/v1/accounts/acc-1/balance?from_source=true'],
    ['/v1/accounts/{account}/history', '/v1/accounts/acc-1/history'],
    ['/v1/accounts/{account}/alerts', '/v1/accounts/acc-1/alerts'],
    ['/v1/accounts/{account}/invoice-lines', '/v1/accounts/acc-1/invoice-lines'],
    ['/v1/receipts', `/v1/receipts?source=${encodeURIComponent(SOURCE)}&id=c-1`],
    ['/v1/tariffs/{book}', '/v1/tariffs/standard'],
    ['/v1/rejected', '/v1/rejected'],
    ['/v1/rejected/{id}/original', '/v1/rejected/1/original'],
    ['/v1/held', '/v1/held'],
    ['/v1/sources', '/v1/sources'],
    ['/v1/api-keys', '/v1/api-keys'],
    ['/health/live', '/health/live'],
    ['/health/ready', '/health/ready'],
  ])('describes what GET %s answers at %s', async (path, url) => {
    const answer = await api.get(url);
    expect(contract.errors('get', path, answer)).toBeUndefined();
    expect(JSON.stringify(answer.body)).not.toMatch(/"(items|lines|grants|conflicts)":\[\]/);
  });

  it.each([
    ['/v1/accounts', '/v1/accounts', { ...ACCOUNT, account: 'acc-2' }],
    ['/v1/accounts', '/v1/accounts', ACCOUNT],
    ['/v1/accounts/{account}/members', '/v1/accounts/acc-1/members', { member: 'm-3' }],
    ['/v1/accounts/{account}/grants', '/v1/accounts/acc-1/grants', { ...GRANT, grant: 'g-3' }],
    ['/v1/tariffs/{book}/versions', '/v1/tariffs/other/versions', TARIFF],
    ['/v1/api-keys', '/v1/api-keys', { name: 'n', scopes: ['auditor'] }],
    ['/v1/usage', '/v1/usage', usageEvent('c-4')],
    ['/v1/usage', '/v1/usage', usageEvent('c-5', { account: 'unknown' })],
    ['/v1/usage', '/v1/usage', usageEvent('c-6', { kind: 1 })],
  ])('describes what POST %s answers', async (path, url, body) => {
    const key = url === '/v1/usage' ? gateway : api.adminKey;
    const answer = await api.command('POST', url, body, { key });
    expect(contract.errors('post', path, answer)).toBeUndefined();
  });
});
