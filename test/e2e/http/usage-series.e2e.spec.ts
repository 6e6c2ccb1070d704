import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api, type Answer } from './support/api.js';
import { Contract } from './support/openapi-contract.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

const AT = '/v1/accounts/acc-1';
const MINUTE = 60_000;

/** An account that used 250 credits of one member and 100 of nobody, of which 100 are taken back. */
describe('burn over HTTP', () => {
  let api: Api;
  let contract: Contract;

  beforeAll(async () => {
    api = await Api.start();
    contract = new Contract(openApiDocument(api.standalone.app));
    await openSampleAccount(api);
    const gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    const time = new Date(Date.now() - MINUTE).toISOString();
    const charge = (id: string, data: Record<string, unknown>) =>
      api.post('/v1/usage', { key: gateway, body: { ...usageEvent(id, data), time } });
    await charge('u-1', { member: 'm-1' });
    const charged = await charge('u-2', { quantities: { input: 100, output: 0 } });
    const { revision } = charged.body['receipt'] as { revision: number };
    const correction = { source: SOURCE, id: 'u-2', revision, fault: 'operator', reason: 'counted twice' };
    const corrected = await api.command('POST', `${AT}/corrections`, correction);
    await api.get(`${AT}?min_position=${String(corrected.body['position'])}`);
  });

  afterAll(() => api.stop());

  const sound = async (path: string, url: string): Promise<Answer> => {
    const answer = await api.get(url);
    expect(contract.errors('get', path, answer)).toBeUndefined();
    return answer;
  };

  it('is told by the hour, gap-filled, split as asked for, corrections taken in', async () => {
    const { body } = await sound('/v1/accounts/{account}/usage-series', `${AT}/usage-series?by=member,kind`);
    expect(body).toMatchObject({
      account: 'acc-1',
      step: 'hour',
      by: ['member', 'kind'],
      totals: {
        calls: 1,
        creditsMicro: '250000000',
        groups: [
          { member: 'm-1', kind: 'input', calls: null, quantity: '100', creditsMicro: '100000000' },
          { member: 'm-1', kind: 'output', calls: null, quantity: '50', creditsMicro: '150000000' },
        ],
      },
    });
    const { buckets } = body as { buckets: readonly { startsAt: string; endsAt: string }[] };
    expect(buckets).toHaveLength(25);
    buckets.slice(1).forEach(({ startsAt }, at) => expect(startsAt).toBe(buckets[at]!.endsAt));
  });

  it("is told by calendar days of the account's zone", async () => {
    const range = 'from=2026-01-05T12:00:00Z&until=2026-01-06T12:00:00Z';
    const { body } = await sound('/v1/accounts/{account}/usage-series', `${AT}/usage-series?step=day&${range}`);
    expect(body).toMatchObject({
      zone: 'Asia/Shanghai',
      buckets: [
        { startsAt: '2026-01-04T16:00:00.000Z', endsAt: '2026-01-05T16:00:00.000Z', calls: 0, groups: [] },
        { startsAt: '2026-01-05T16:00:00.000Z', endsAt: '2026-01-06T16:00:00.000Z', calls: 0, groups: [] },
      ],
    });
  });

  it.each([
    ['from=2026-01-02T00:00:00Z&until=2026-01-02T00:00:00Z', 'series_range_empty'],
    ['from=2026-01-01T00:00:00Z&until=2026-03-01T00:00:00Z', 'series_too_large'],
    ['by=colour', 'input_invalid'],
    ['step=week', 'input_invalid'],
  ])('is refused for %s: %s', async (query, code) => {
    expect(await api.get(`${AT}/usage-series?${query}`)).toMatchObject({ status: 400, body: { code } });
  });

  it('is forecast with how it was computed', async () => {
    const { body } = await sound('/v1/accounts/{account}/forecast', `${AT}/forecast`);
    expect(body).toMatchObject({ basis: { days: 7 }, usableMicro: '750000000', renewalAt: null });
    expect((body['formula'] as readonly string[])[0]).toMatch(/^Burn: \d+ used in 7 days/);
  });

  it('is part of the life of all credits, which adds up, of the account and of the ledger (rule 19)', async () => {
    const { body } = await sound('/v1/accounts/{account}/lifecycle', `${AT}/lifecycle`);
    expect(body).toMatchObject({
      account: 'acc-1',
      granted: { issuedMicro: '1000000000', remainingMicro: '750000000', consumedMicro: '250000000' },
      bySource: [{ source: 'top_up', grants: 1 }],
      addsUp: true,
    });
    const ledger = await sound('/v1/lifecycle', '/v1/lifecycle');
    expect(ledger.body).toMatchObject({ account: null, granted: body['granted'], addsUp: true });
  });

  it.each(['usage-series', 'forecast', 'lifecycle'])('has no %s of an account nobody opened', async (what) => {
    const unknown = { status: 404, body: { code: 'account_unknown' } };
    expect(await api.get(`/v1/accounts/nobody/${what}`)).toMatchObject(unknown);
  });

  it('is shown to its own subscriber; the ledger is not', async () => {
    const key = await api.keyFor(['subscriber'], { account: 'acc-1' });
    for (const what of ['usage-series', 'forecast', 'lifecycle']) {
      expect((await api.get(`${AT}/${what}`, { key })).status).toBe(200);
      expect((await api.get(`/v1/accounts/acc-2/${what}`, { key })).status).toBe(403);
    }
    expect((await api.get('/v1/lifecycle', { key })).status).toBe(403);
    const auditor = await api.keyFor(['auditor']);
    expect((await api.get('/v1/lifecycle', { key: auditor })).status).toBe(200);
  });
});
