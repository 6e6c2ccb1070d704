import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api } from './support/api.js';
import { Contract } from './support/openapi-contract.js';
import { ACCOUNT, GRANT, openSampleAccount, SOURCE, TARIFF, usageEvent } from './support/samples.js';

const RESERVATIONS = '/v1/accounts/{account}/reservations';
const RESERVE = { reservation: 'h-1', model: 'model-a', maximum: { input: 10, output: 0 } };
const SETTLEMENT = usageEvent('c-7', { reservationId: 'h-1', quantities: { input: 7 } });

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
    ['/v1/accounts/{account}/standing', '/v1/accounts/acc-1/standing'],
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
    for (const list of ['items', 'lines', 'grants', 'conflicts']) expect(answer.body[list]).not.toEqual([]);
  });

  it.each([
    ['/v1/accounts', '/v1/accounts', { ...ACCOUNT, account: 'acc-2' }],
    ['/v1/accounts', '/v1/accounts', ACCOUNT],
    ['/v1/accounts/{account}/members', '/v1/accounts/acc-1/members', { member: 'm-3' }],
    ['/v1/accounts/{account}/grants', '/v1/accounts/acc-1/grants', { ...GRANT, grant: 'g-3' }],
    ['/v1/tariffs/{book}/versions', '/v1/tariffs/other/versions', TARIFF],
    ['/v1/api-keys', '/v1/api-keys', { name: 'n', scopes: ['auditor'] }],
    [RESERVATIONS, '/v1/accounts/acc-1/reservations', RESERVE],
    [RESERVATIONS, '/v1/accounts/acc-1/reservations', { ...RESERVE, reservation: 'h-2', model: 'unpriced' }],
    [RESERVATIONS, '/v1/accounts/acc-1/reservations', { ...RESERVE, reservation: 'h-3' }],
    [`${RESERVATIONS}/{reservation}/settle`, '/v1/accounts/acc-1/reservations/h-1/settle', SETTLEMENT],
    [`${RESERVATIONS}/{reservation}/release`, '/v1/accounts/acc-1/reservations/h-3/release', undefined],
    [`${RESERVATIONS}/{reservation}/release`, '/v1/accounts/acc-1/reservations/h-3/release', undefined],
    ['/v1/usage', '/v1/usage', usageEvent('c-4')],
    ['/v1/usage', '/v1/usage', usageEvent('c-5', { account: 'unknown' })],
    ['/v1/usage', '/v1/usage', usageEvent('c-6', { kind: 1 })],
  ])('describes what POST %s answers', async (path, url, body) => {
    const isOfGateways = url === '/v1/usage' || url.includes('/reservations');
    const key = isOfGateways ? gateway : api.adminKey;
    const answer = await api.command('POST', url, body, { key });
    expect(contract.errors('post', path, answer)).toBeUndefined();
  });
});
