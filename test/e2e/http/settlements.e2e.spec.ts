import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { settlement } from '#apps/cli/settlement/settlement.js';
import { Api } from './support/api.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

const CONTRACT = {
  partner: 'workbuddy',
  name: 'WorkBuddy',
  apps: ['workbuddy'],
  share: { numerator: 30, denominator: 100 },
  listPrice: { amountMinor: '150', perMicro: '1000000000000', currency: 'CNY' },
};

describe('contracts with partners over HTTP', () => {
  let api: Api;

  beforeAll(async () => {
    api = await Api.start();
  });

  afterAll(() => api.stop());

  it('are published once per idempotency key, and never changed: another is the next version', async () => {
    const first = await api.command('POST', '/v1/partner-contracts', CONTRACT, { idempotencyKey: 'c-1' });
    expect(first).toMatchObject({ status: 201, body: { version: 1, basis: 'list_value', replayed: false } });
    const again = await api.command('POST', '/v1/partner-contracts', CONTRACT, { idempotencyKey: 'c-1' });
    expect(again.body).toEqual({ ...first.body, replayed: true });
    const other = { ...CONTRACT, share: { numerator: 1, denominator: 4 }, basis: 'recognised_revenue' };
    const second = await api.command('POST', '/v1/partner-contracts', other);
    expect(second.body).toMatchObject({ version: 2, share: other.share });
    const { body } = await api.get('/v1/partner-contracts/workbuddy');
    const { position: _, replayed: __, ...published } = first.body;
    expect(body['current']).toEqual(published);
    expect(body['versions']).toMatchObject([{ version: 1 }, { version: 2, hash: second.body['hash'] }]);
    const reused = await api.command('POST', '/v1/partner-contracts', other, { idempotencyKey: 'c-1' });
    expect(reused).toMatchObject({ status: 409, body: { code: 'idempotency_key_reused' } });
  });

  it('are listed page by page', async () => {
    await api.command('POST', '/v1/partner-contracts', { ...CONTRACT, partner: 'another' });
    const first = await api.get('/v1/partner-contracts?limit=1');
    expect(first.body['contracts']).toMatchObject([{ partner: 'another', version: 1 }]);
    const second = await api.get(`/v1/partner-contracts?limit=1&cursor=${String(first.body['next'])}`);
    expect(second.body).toMatchObject({ contracts: [{ partner: 'workbuddy', version: 2 }], next: null });
  });

  it('are refused by the rule they break', async () => {
    const publish = (more: object) => api.command('POST', '/v1/partner-contracts', { ...CONTRACT, ...more });
    expect(await publish({ effectiveFrom: '2026-05-02T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { code: 'partner_contract_mid_month' },
    });
    expect(await publish({ effectiveFrom: '2020-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { code: 'partner_contract_effective_in_past' },
    });
    expect(await publish({ share: { numerator: 5, denominator: 4 } })).toMatchObject({
      status: 422,
      body: { code: 'partner_contract_not_valid', reason: 'share' },
    });
    expect((await publish({ apps: [] })).status).toBe(400);
    expect(await api.get('/v1/partner-contracts/nobody')).toMatchObject({
      status: 404,
      body: { code: 'partner_unknown' },
    });
  });

  it('are for the carrier: no gateway reads them, no biller writes them', async () => {
    const gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    const billing = await api.keyFor(['billing']);
    expect((await api.get('/v1/partner-contracts', { key: gateway })).status).toBe(403);
    expect((await api.get('/v1/partner-contracts', { key: billing })).status).toBe(200);
    const written = await api.command('POST', '/v1/partner-contracts', CONTRACT, { key: billing });
    expect(written.status).toBe(403);
  });
});

describe('the settlement of a month over HTTP (rule 36)', () => {
  const month = new Date().toISOString().slice(0, 7);
  let api: Api;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    const gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    await api.post('/v1/usage', { key: gateway, body: usageEvent('call-1') });
  });

  afterAll(() => api.stop());

  async function settled(): Promise<Record<string, unknown>> {
    const position = await api.standalone.ledger.reader.head();
    const { status, body, text } = await api.get(`/v1/settlements/${month}?min_position=${position}`);
    if (status !== 200) throw new Error(text);
    expect(body['position']).toBe(position);
    return body;
  }

  it('shows usage at once, and stays open until the month is over', async () => {
    const body = await settled();
    expect(body).toMatchObject({ month, state: 'open', breakage: [], partners: [] });
    expect(body['suppliers']).toContainEqual(expect.objectContaining({ cost: null }));
  });

  it('is empty for a month in which nothing was recorded', async () => {
    const { body } = await api.get('/v1/settlements/2020-02');
    expect(body).toMatchObject({ state: 'closed', suppliers: [], revenue: [], models: [], deferred: [] });
    expect(body['endsAt']).toBe('2020-03-01T00:00:00.000Z');
  });

  it('is read by billing and auditors, for a month that is one', async () => {
    for (const scope of ['billing', 'auditor'] as const) {
      const key = await api.keyFor([scope]);
      expect((await api.get(`/v1/settlements/${month}`, { key })).status).toBe(200);
    }
    expect((await api.get('/v1/settlements/2026-13')).status).toBe(400);
  });

  it('is the same from the command line, beside the running server', async () => {
    const body = await settled();
    const { dataDir } = api;
    const told = await settlement(month, { dataDir, json: true, csv: false });
    expect(JSON.parse(told)).toEqual(body);
    expect(await settlement(month, { dataDir, json: false, csv: false })).toContain('Suppliers');
    const csv = await settlement(month, { dataDir, json: false, csv: true });
    expect(csv).toBe((await api.get(`/v1/settlements/${month}/lines.csv`)).text);
    await expect(settlement(month, { dataDir: '/nowhere', json: false, csv: false })).rejects.toThrow('no ledger');
  });
});
