import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer } from './support/api.js';
import { openSampleAccount, SOURCE, TARIFF, usageEvent } from './support/samples.js';

const PLAN = {
  product: 'plan-s',
  kind: 'plan',
  name: 'Plan S',
  customers: ['household'],
  currency: 'CNY',
  renewed: { fee: { amountMinor: '990', taxIncluded: true }, allowanceMicro: '1000000000' },
};
const LARGE = {
  ...PLAN,
  product: 'plan-l',
  renewed: { fee: { amountMinor: '1990', taxIncluded: true }, allowanceMicro: '3000000000', firstPeriod: 'by_days' },
};
const PHONE = {
  ...PLAN,
  product: 'phone',
  kind: 'instalment',
  renewed: { fee: { amountMinor: '12500', taxIncluded: true }, allowanceMicro: '0', count: 24 },
};
const PACK = {
  product: 'pack-m',
  kind: 'top_up',
  name: 'Pack M',
  customers: ['household', 'team'],
  currency: 'CNY',
  illustrative: true,
  pack: {
    amountMicro: '500000000',
    price: { amountMinor: '500', taxIncluded: true },
    discounts: [{ fromQuantity: 10, numerator: 1, denominator: 10 }],
    validity: { unit: 'day', count: 30 },
  },
};

describe('selling over HTTP', () => {
  let api: Api;
  const publish = (body: unknown): Promise<Answer> => api.command('POST', '/v1/products', body);
  const sell = (path: string, body?: unknown): Promise<Answer> =>
    api.command('POST', `/v1/accounts/acc-1/${path}`, body);

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    for (const product of [PLAN, LARGE, PHONE, PACK]) await publish(product);
  });

  afterAll(() => api.stop());

  it('publishes a product, and shows it as it was published', async () => {
    const { status, body } = await publish({
      ...PLAN,
      product: 'plan-x',
      renewed: { ...PLAN.renewed, every: { unit: 'day', count: 30 } },
    });
    expect([status, body]).toMatchObject([201, { product: 'plan-x', version: 1, replayed: false }]);
    const shown = await api.get('/v1/products/plan-x');
    expect(shown.body).toMatchObject({
      current: { onSale: true, renewed: { every: { unit: 'day', count: 30 }, firstPeriod: 'whole', scope: {} } },
      versions: [{ version: 1, hash: body['hash'] }],
    });
  });

  it('lists what there is, page by page', async () => {
    const first = await api.get('/v1/products?limit=2');
    expect(first.body).toMatchObject({ products: [{ product: 'pack-m' }, { product: 'phone' }] });
    const second = await api.get(`/v1/products?limit=100&cursor=${String(first.body['next'])}`);
    expect(second.body).toMatchObject({ products: [{ product: 'plan-l' }, { product: 'plan-s' }, {}], next: null });
  });

  it('refuses a product that makes no sense, and one there is not', async () => {
    expect(await publish({ ...PLAN, product: 'bad', pack: PACK.pack })).toMatchObject({
      status: 422,
      body: { code: 'product_not_valid', reason: 'terms' },
    });
    expect(await publish({ ...PLAN, effectiveFrom: '2026-01-01T00:00:00Z' })).toMatchObject({
      status: 422,
      body: { code: 'product_effective_in_past' },
    });
    expect(await api.get('/v1/products/none')).toMatchObject({ status: 404, body: { code: 'product_unknown' } });
    expect(await sell('subscriptions', { subscription: 's', product: 'none' })).toMatchObject({ status: 404 });
  });

  it('subscribes, upgrades at once, downgrades and cancels at the renewal', async () => {
    expect(await sell('subscriptions', { subscription: 'sub-1', product: 'plan-s' })).toMatchObject({
      status: 201,
      body: {
        subscription: 'sub-1',
        takesEffect: 'now',
        balance: { remainingMicro: '2000000000' },
        lines: [{ kind: 'fee', amountMinor: '990', payment: 'bill' }],
      },
    });
    const upgraded = await sell('subscriptions/sub-1/change', { product: 'plan-l' });
    expect(upgraded.body).toMatchObject({ takesEffect: 'now', lines: [{ kind: 'credit' }, { kind: 'fee' }] });
    const waiting = await sell('subscriptions/sub-1/change', { product: 'plan-s' });
    expect(waiting.body).toMatchObject({
      takesEffect: 'at_renewal',
      termEndsAt: upgraded.body['termEndsAt'],
      lines: [],
    });
    expect((await sell('subscriptions/sub-1/cancel')).body).toMatchObject({ takesEffect: 'at_renewal' });
  });

  it('settles instalments early, after which there is nothing to renew', async () => {
    await sell('subscriptions', { subscription: 'phone-1', product: 'phone' });
    expect(await sell('subscriptions/phone-1/cancel')).toMatchObject({
      status: 409,
      body: { code: 'instalments_are_settled' },
    });
    const { body } = await sell('subscriptions/phone-1/settle');
    expect(body).toMatchObject({ lines: [{ kind: 'instalment', amountMinor: '287500' }] });
    expect(body).not.toHaveProperty('termEndsAt');
  });

  it('sells packs with their discount, once per key', async () => {
    const bought = { product: 'pack-m', quantity: 10, paymentRef: 'pay-7', payment: 'prepaid', grant: 'topup-1' };
    const buy = () => api.command('POST', '/v1/accounts/acc-1/purchases', bought, { idempotencyKey: 'topup-1' });
    const first = await buy();
    expect(first).toMatchObject({
      status: 201,
      body: {
        grant: 'topup-1',
        amountMicro: '5000000000',
        lines: [
          { kind: 'purchase', amountMinor: '5000', payment: 'prepaid' },
          { kind: 'discount', amountMinor: '-500', payment: 'prepaid' },
        ],
        replayed: false,
      },
    });
    expect((await buy()).body).toEqual({ ...first.body, replayed: true });
    expect(await sell('purchases', { product: 'plan-s', paymentRef: 'p' })).toMatchObject({
      status: 422,
      body: { code: 'product_kind_differs', kind: 'plan' },
    });
  });

  it('says what a plan is good for', async () => {
    expect(await api.get('/v1/products/plan-s/typical-tasks?book=none')).toMatchObject({ status: 404 });
    const { status, body } = await api.get('/v1/products/plan-s/typical-tasks?book=standard');
    expect([status, body]).toMatchObject([200, { product: 'plan-s', book: 'standard', amountMicro: '1000000000' }]);
  });

  it('tells what past usage would have cost under a draft', async () => {
    const gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    await api.post('/v1/usage', { key: gateway, body: usageEvent('c-1') });
    const [input, output] = TARIFF.rates;
    const rates = [{ ...input, creditsMicro: '500000' }, output];
    const range = { from: '2026-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z' };
    const { status, body } = await api.post('/v1/tariffs/standard/try', { body: { ...range, rates } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      usages: 1,
      chargedMicro: '250000000',
      draftMicro: '200000000',
      differenceMicro: '-50000000',
      lines: [{ model: 'model-a', kind: 'input', quantity: '100', differenceMicro: '-50000000' }, { kind: 'output' }],
      notPriced: { usages: 0 },
    });
  });

  it('shows what suppliers are paid to who settles with them only', async () => {
    const rate = { target: 'm', kind: 'input', tier: 'standard', creditsMicro: '1', per: 1 };
    const supplierCost = { microMinor: '80000', per: 1_000, currency: 'CNY' };
    await api.command('POST', '/v1/tariffs/costly/versions', { mode: 'full', rates: [{ ...rate, supplierCost }] });
    const gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    expect((await api.get('/v1/tariffs/costly')).body).toMatchObject({ tariff: { rates: [{ supplierCost }] } });
    expect((await api.get('/v1/tariffs/costly', { key: gateway })).body).toMatchObject({ tariff: { rates: [rate] } });
    expect((await api.get('/v1/tariffs/costly', { key: gateway })).text).not.toContain('supplierCost');
  });
});
