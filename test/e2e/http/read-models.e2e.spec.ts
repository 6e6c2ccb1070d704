import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api } from './support/api.js';
import { Contract } from './support/openapi-contract.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

const AT = '/v1/accounts/acc-1';
const PLAN = {
  product: 'plan-s',
  kind: 'plan',
  name: 'Plan S',
  customers: ['household'],
  currency: 'CNY',
  renewed: { fee: { amountMinor: '990', taxIncluded: true }, allowanceMicro: '100000000' },
};

/** An account that subscribes, owes, holds a reservation, and has had a usage corrected. */
describe('the read models over HTTP', () => {
  let api: Api;
  let contract: Contract;

  beforeAll(async () => {
    api = await Api.start();
    contract = new Contract(openApiDocument(api.standalone.app));
    await openSampleAccount(api);
    const gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    const price = { amountMinor: '3', perMicro: '1000000', taxIncluded: true };
    const overagePolicy = { type: 'invoice', capMicro: '900000000', price };
    await api.command('PUT', `${AT}/overage-policy`, overagePolicy);
    await api.command('POST', '/v1/products', PLAN);
    await api.command('POST', `${AT}/subscriptions`, { subscription: 'sub-1', product: 'plan-s' });
    const used = { quantities: { input: 1_000, output: 50 }, member: 'm-1' };
    const answer = await api.post('/v1/usage', { key: gateway, body: usageEvent('u-1', used) });
    const { revision } = answer.body['receipt'] as { revision: number };
    const correction = { source: SOURCE, id: 'u-1', revision, fault: 'operator', reason: 'counted twice' };
    await api.command('POST', `${AT}/corrections`, correction);
    await api.post('/v1/usage', { key: gateway, body: usageEvent('u-2', { quantities: { input: 900, output: 100 } }) });
    const reservation = { reservation: 'h-1', model: 'model-a', maximum: { input: 10, output: 0 } };
    const held = await api.command('POST', `${AT}/reservations`, reservation, { key: gateway });
    await api.get(`${AT}?min_position=${String(held.body['position'])}`);
  });

  afterAll(() => api.stop());

  it.each([
    ['/v1/accounts/{account}', AT],
    ['/v1/accounts/{account}/balance', `${AT}/balance`],
    ['/v1/accounts/{account}/balance', `${AT}/balance?from_source=true`],
    ['/v1/accounts/{account}/grants', `${AT}/grants`],
    ['/v1/accounts/{account}/members', `${AT}/members`],
    ['/v1/accounts/{account}/reservations', `${AT}/reservations`],
    ['/v1/accounts/{account}/subscriptions', `${AT}/subscriptions`],
    ['/v1/accounts/{account}/transfers', `${AT}/transfers`],
    ['/v1/accounts/{account}/periods', `${AT}/periods`],
    ['/v1/accounts/{account}/invoice-lines', `${AT}/invoice-lines`],
    ['/v1/accounts/{account}/history', `${AT}/history`],
    ['/v1/receipts', `/v1/receipts?source=${encodeURIComponent(SOURCE)}&id=u-1`],
  ])('answer GET %s at %s as the document says', async (path, url) => {
    const answer = await api.get(url);
    expect(answer.status).toBe(200);
    expect(contract.errors('get', path, answer)).toBeUndefined();
  });

  it.each(['grants', 'members', 'reservations', 'subscriptions', 'transfers', 'periods', 'history', 'alerts'])(
    'have no list of %s for an account that does not exist',
    async (list) => {
      expect(await api.get(`/v1/accounts/nobody/${list}`)).toMatchObject({
        status: 404,
        body: { code: 'account_unknown' },
      });
    },
  );

  it('show what is held, owed and allowed in one balance', async () => {
    const { body } = await api.get(`${AT}/balance`);
    expect(body).toMatchObject({ remainingMicro: '0', reservedMicro: '0', overageMicro: '100000000', blocked: false });
    expect(body['headroomMicro']).toBe('790000000');
    const reservations = await api.get(`${AT}/reservations`);
    expect(reservations.body).toMatchObject({ items: [{ reservation: 'h-1', headroomMicro: '10000000' }] });
  });

  it('show the bill as it would be sealed now', async () => {
    const { body } = await api.get(`${AT}/invoice-lines`);
    expect(body).toMatchObject({ period: { sealed: false, totalMinor: null }, currency: 'CNY' });
    const lines = body['lines'] as readonly { readonly type: string; readonly amountMinor: string }[];
    const money = lines.filter(({ amountMinor }) => amountMinor !== '0').map((line) => [line.type, line.amountMinor]);
    expect(money).toEqual([
      ['purchase', '1990'],
      ['fee', '990'],
      ['overage', '300'],
    ]);
  });

  it('show a receipt with its correction and what holds now', async () => {
    const { body } = await api.get(`/v1/receipts?source=${encodeURIComponent(SOURCE)}&id=u-1`);
    expect(body).toMatchObject({
      totalMicro: '1150000000',
      corrections: [{ correction: 1, fault: 'operator', totalMicro: '0', deltaMicro: '-1150000000' }],
      net: { totalMicro: '0', components: [] },
    });
  });
});
