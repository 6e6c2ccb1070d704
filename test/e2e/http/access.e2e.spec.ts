import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from './support/api.js';
import { GRANT, openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

describe('access', () => {
  let api: Api;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
  });

  afterAll(() => api.stop());

  it.each([
    ['no key', {}, 'api_key_missing'],
    ['another scheme', { authorization: 'Basic dGw6eA==' }, 'api_key_missing'],
    ['no key at all behind the scheme', { authorization: 'Bearer ' }, 'api_key_missing'],
    ['something else', { authorization: 'Bearer tl_x_y' }, 'api_key_invalid'],
    ['an unknown id', { authorization: `Bearer tl_${'0'.repeat(16)}_${'0'.repeat(64)}` }, 'api_key_invalid'],
  ])('gives no data for %s', async (_name, headers, code) => {
    const answer = await api.get('/v1/accounts', { key: '', headers });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('refuses a right id with a wrong secret', async () => {
    const wrong = api.adminKey.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect((await api.get('/v1/accounts', { key: wrong })).status).toBe(401);
  });

  it.each([
    ['gateway', 'GET', '/v1/accounts', 403],
    ['gateway', 'GET', '/v1/accounts/acc-1/standing', 200],
    ['gateway', 'GET', '/v1/accounts/acc-1/balance', 403],
    ['gateway', 'GET', '/v1/accounts/acc-1/history', 403],
    ['billing', 'GET', '/v1/accounts/acc-1/invoice-lines', 200],
    ['billing', 'GET', '/v1/rejected', 403],
    ['auditor', 'GET', '/v1/accounts/acc-1/standing', 403],
    ['auditor', 'GET', '/v1/accounts/acc-1/history', 200],
    ['auditor', 'GET', '/v1/held', 200],
    ['auditor', 'GET', '/v1/rejected/1/original', 403],
    ['auditor', 'GET', '/v1/api-keys', 403],
    ['auditor', 'GET', '/metrics', 403],
    ['operator', 'GET', '/metrics', 200],
    ['operator', 'GET', '/v1/sources', 200],
  ] as const)('lets a key with scope %s ask %s %s: %i', async (scope, method, url, status) => {
    const key = await api.keyFor([scope], scope === 'gateway' ? { sources: [SOURCE] } : {});
    expect((await api.ask(method, url, { key })).status).toBe(status);
  });

  it('shows a subscriber its own account and no other', async () => {
    const gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    await api.post('/v1/usage', { key: gateway, body: usageEvent('own') });
    const receipt = `/v1/receipts?source=${encodeURIComponent(SOURCE)}&id=own`;
    const own = await api.keyFor(['subscriber'], { account: 'acc-1' });
    expect((await api.get('/v1/accounts/acc-1/balance', { key: own })).status).toBe(200);
    expect((await api.get(receipt, { key: own })).status).toBe(200);
    expect((await api.get('/v1/accounts', { key: own })).status).toBe(403);
    const other = await api.keyFor(['subscriber'], { account: 'acc-2' });
    const answer = await api.get('/v1/accounts/acc-1/balance', { key: other });
    expect([answer.status, answer.body['code']]).toEqual([403, 'account_forbidden']);
    expect((await api.get(receipt, { key: other })).body).toMatchObject({ code: 'receipt_unknown' });
  });

  it('sends no usage with an admin key, which is bound to no source (rule 8)', async () => {
    const answer = await api.post('/v1/usage', { body: usageEvent('admin') });
    expect(answer.body).toMatchObject({ status: 403, code: 'scope_missing', scopes: ['gateway'] });
  });

  it('keeps the client of a rotated key, and with it its idempotency keys (rule 9)', async () => {
    const made = await api.post('/v1/api-keys', { body: { name: 'ops', scopes: ['operator'] } });
    const { id, apiKey } = made.body as { id: string; apiKey: string };
    const grant = { ...GRANT, grant: 'rotated' };
    const url = '/v1/accounts/acc-1/grants';
    await api.command('POST', url, grant, { key: apiKey, idempotencyKey: 'same' });
    const rotated = await api.post(`/v1/api-keys/${id}/rotate`);
    expect(rotated.body).toMatchObject({ id });
    const next = rotated.body['apiKey'] as string;
    expect((await api.get('/v1/accounts', { key: apiKey })).status).toBe(401);
    const again = await api.command('POST', url, grant, { key: next, idempotencyKey: 'same' });
    expect(again.body).toMatchObject({ replayed: true, grant: 'rotated' });
  });

  it('stops a revoked key at once', async () => {
    const made = await api.post('/v1/api-keys', { body: { name: 'old', scopes: ['auditor'] } });
    const { id, apiKey } = made.body as { id: string; apiKey: string };
    expect((await api.ask('DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    expect((await api.get('/v1/accounts', { key: apiKey })).status).toBe(401);
    expect((await api.ask('DELETE', `/v1/api-keys/${id}`)).body).toMatchObject({ code: 'api_key_unknown' });
  });

  it('lets no operator reach the admin scope', async () => {
    const key = await api.keyFor(['operator']);
    const admin = await api.post('/v1/api-keys', { key, body: { name: 'x', scopes: ['admin'] } });
    expect(admin.body).toMatchObject({ status: 403, code: 'scope_not_grantable' });
    const adminId = api.adminKey.split('_')[1] ?? '';
    expect((await api.post(`/v1/api-keys/${adminId}/rotate`, { key })).status).toBe(403);
    expect((await api.ask('DELETE', `/v1/api-keys/${adminId}`, { key })).status).toBe(403);
  });

  it('keeps the last admin key', async () => {
    const answer = await api.ask('DELETE', `/v1/api-keys/${api.adminKey.split('_')[1] ?? ''}`);
    expect(answer.body).toMatchObject({ status: 409, code: 'last_admin_key' });
  });

  it.each([
    [{ scopes: [] }, '/scopes'],
    [{ scopes: ['root'] }, '/scopes'],
    [{ scopes: ['gateway'] }, '/sources'],
    [{ scopes: ['gateway'], sources: ['a*b'] }, '/sources'],
    [{ scopes: ['billing'], sources: ['a'] }, '/sources'],
    [{ scopes: ['subscriber'] }, '/account'],
    [{ scopes: ['billing'], account: 'acc-1' }, '/account'],
    [{ scopes: ['subscriber', 'billing'], account: 'acc-1' }, '/scopes'],
  ])('makes no key for %j', async (binding, pointer) => {
    const answer = await api.post('/v1/api-keys', { body: { name: 'x', ...binding } });
    expect(answer.body).toMatchObject({ status: 400, code: 'input_invalid', pointer });
  });

  it('neither lists, logs nor stores a secret', async () => {
    const key = await api.keyFor(['auditor']);
    const secret = key.split('_')[2] ?? '';
    await api.get(`/v1/accounts?cursor=${key}`, { key });
    expect((await api.get('/v1/api-keys')).text).not.toContain(secret);
    expect(api.logged.join('')).toContain('"path":"/v1/accounts"');
    for (const kept of [secret, api.adminKey.split('_')[2] ?? '']) {
      expect(api.logged.join('')).not.toContain(kept);
      for (const file of ['access.db', 'access.db-wal', 'ledger.db', 'ledger.db-wal']) {
        expect(readFileSync(join(api.dataDir, file)).includes(kept)).toBe(false);
      }
    }
  });

  it('serves metrics without a key where the configuration says so', async () => {
    const open = await Api.start({ METRICS_PUBLIC: 'true' });
    const answer = await open.get('/metrics', { key: '' });
    await open.stop();
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('tokenledger_projection_lag_events');
  });
});
