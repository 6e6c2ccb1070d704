import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Api, type Answer, type Ask } from './support/api.js';
import {
  AT,
  FEE,
  OPERATIONS,
  PACK,
  PACKED,
  PLAN,
  QUERIES,
  RENEWED,
  type Json,
  type Operation,
} from './support/operations.js';
import { ACCOUNT, openSampleAccount, SOURCE, usageEvent } from './support/samples.js';
import { nasty, pathsOf, replaced } from './support/spoilt.js';

describe('bad input to what is sold, held, moved and corrected', () => {
  let api: Api;
  let gateway: string;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    await api.command('POST', '/v1/accounts', { ...ACCOUNT, account: 'acc-2' });
    for (const body of [PLAN, PACKED]) await api.command('POST', '/v1/products', body);
    for (const [account, subscription] of [
      ['acc-1', 'sub-1'],
      ['acc-2', 'sub-of-2'],
    ] as const) {
      await api.command('POST', `/v1/accounts/${account}/subscriptions`, { subscription, product: 'plan-s' });
    }
    await api.command('POST', '/v1/accounts/acc-2/purchases', { product: 'pack-m', grant: 'g-of-2', paymentRef: 'p' });
    await api.command(
      'POST',
      '/v1/accounts/acc-2/reservations',
      { reservation: 'r-of-2', model: 'model-a', maximum: { input: 1, output: 0 } },
      { key: gateway },
    );
    await api.post('/v1/usage', { key: gateway, body: usageEvent('u-1') });
    await api.post('/v1/usage', { key: gateway, body: usageEvent('u-of-2', { account: 'acc-2' }) });
  });

  afterAll(() => api.stop());

  const tell = ({ method, url, body, isOfGateways = false }: Operation, ask: Ask = {}): Promise<Answer> => {
    const key = isOfGateways ? gateway : api.adminKey;
    const idempotencyKey = `told-${(told += 1)}`;
    return api.ask(method, url, { key, idempotencyKey, ...(body === undefined ? {} : { body }), ...ask });
  };
  let told = 0;

  const changed = (name: string, changes: Json): Operation => {
    const operation = OPERATIONS[name]!;
    return { ...operation, body: { ...operation.body, ...changes } };
  };

  it.each([
    ['publishPlan', { renewed: { ...RENEWED, allowanceMicro: 1 } }, '/renewed/allowanceMicro'],
    ['publishPlan', { renewed: { ...RENEWED, allowanceMicro: '-1' } }, '/renewed/allowanceMicro'],
    ['publishPlan', { renewed: { ...RENEWED, fee: { ...FEE, amountMinor: '-1' } } }, '/renewed/fee/amountMinor'],
    ['publishPlan', { renewed: { ...RENEWED, fee: { ...FEE, currency: 'CNY' } } }, '/renewed/fee/currency'],
    ['publishPlan', { renewed: { ...RENEWED, every: { unit: 'hour', count: 1 } } }, '/renewed/every/unit'],
    ['publishPlan', { renewed: { ...RENEWED, every: { unit: 'day', count: 0 } } }, '/renewed/every/count'],
    ['publishPlan', { renewed: { ...RENEWED, every: [] } }, '/renewed/every'],
    ['publishPlan', { renewed: { ...RENEWED, scope: { models: [] } } }, '/renewed/scope/models'],
    ['publishPlan', { customers: [] }, '/customers'],
    ['publishPlan', { name: 'x'.repeat(1_000) }, '/name'],
    ['publishPack', { pack: { ...PACK, amountMicro: '9223372036854775808' } }, '/pack/amountMicro'],
    ['publishPack', { pack: { ...PACK, price: { amountMinor: 5, taxIncluded: true } } }, '/pack/price/amountMinor'],
    ['publishPack', { pack: { ...PACK, discounts: [{ fromQuantity: 1.5 }] } }, '/pack/discounts/0/fromQuantity'],
    ['publishPack', { availableUntil: 'tomorrow' }, '/availableUntil'],
    ['subscribe', { subscription: 'a b' }, '/subscription'],
    ['subscribe', { version: 1 }, '/version'],
    ['change', { product: undefined }, '/product'],
    ['buy', { quantity: 0 }, '/quantity'],
    ['buy', { quantity: 1_001 }, '/quantity'],
    ['buy', { quantity: '2' }, '/quantity'],
    ['buy', { quantity: 1e300 }, '/quantity'],
    ['buy', { payment: 'cash' }, '/payment'],
    ['buy', { paymentRef: undefined }, '/paymentRef'],
    ['buy', { grant: '~1' }, '/grant'],
    ['transfer', { amountMicro: 5 }, '/amountMicro'],
    ['transfer', { to: undefined }, '/to'],
    ['transfer', { policy: { promotional: 'no', free: false } }, '/policy/promotional'],
    ['adjust', { amountMicro: '0x10' }, '/amountMicro'],
    ['refund', { reason: '' }, '/reason'],
    ['chargeback', { amountMinor: '1' }, '/amountMinor'],
    ['creditNote', { line: '1' }, '/line'],
    ['creditNote', { line: '0-1; 0-2' }, '/line'],
    ['creditNote', { amountMinor: '-1' }, '/amountMinor'],
    ['creditNote', { amountMinor: '1000000000000000' }, '/amountMinor'],
    ['correct', { revision: -1 }, '/revision'],
    ['correct', { revision: 1.5 }, '/revision'],
    ['correct', { fault: 'nobody' }, '/fault'],
    ['correct', { rerate: { version: 0 } }, '/rerate/version'],
    ['rerate', { rerate: undefined }, '/rerate'],
    ['rerate', { period: -1 }, '/period'],
    ['rerate', { period: 1e300 }, '/period'],
    ['reserve', { maximum: { input: -1 } }, '/maximum/input'],
    ['reserve', { maximum: { tokens: 1 } }, '/maximum/tokens'],
    ['reserve', { maximum: { input: 2 ** 53 } }, '/maximum/input'],
    ['reserve', { ttlSeconds: 86_401 }, '/ttlSeconds'],
    ['reserve', { tier: 'warp' }, '/tier'],
    ['overagePolicy', { price: { amountMinor: '3', perMicro: '0', taxIncluded: true } }, '/price/perMicro'],
    ['overagePolicy', { type: 'none' }, '/type'],
    ['alertRules', { percents: [101] }, '/percents'],
    ['memberLimit', { limitMicro: '-1' }, '/limitMicro'],
    ['tryTariff', { rates: [{}] }, '/rates/0/target'],
  ] as const)('refuses to %s with %j and points at it', async (name, changes, pointer) => {
    expect((await tell(changed(name, changes))).body).toMatchObject({ status: 400, code: 'input_invalid', pointer });
  });

  it.each([
    ['change', `${AT}/subscriptions/sub-of-2/change`, 'subscription_unknown'],
    ['cancel', `${AT}/subscriptions/sub-of-2/cancel`, 'subscription_unknown'],
    ['settleInstalments', `${AT}/subscriptions/sub-of-2/settle`, 'subscription_unknown'],
    ['refund', `${AT}/grants/g-of-2/refund`, 'grant_unknown'],
    ['chargeback', `${AT}/grants/g-of-2/chargeback`, 'grant_unknown'],
    ['adjust', `${AT}/grants/g-of-2/adjustments`, 'grant_unknown'],
    ['release', `${AT}/reservations/r-of-2/release`, 'reservation_unknown'],
    ['removeMember', `${AT}/members/nobody`, 'member_unknown'],
  ] as const)('does not %s what is of another account: %s', async (name, url, code) => {
    expect((await tell({ ...OPERATIONS[name]!, url })).body).toMatchObject({ status: 404, code });
  });

  it('corrects no usage of another account, nor settles its reservation', async () => {
    const usage = await tell(changed('correct', { id: 'u-of-2' }));
    expect(usage.body).toMatchObject({ status: 404, code: 'usage_unknown' });
    const body = usageEvent('s-2', { account: 'acc-2', reservationId: 'r-of-2' });
    expect((await tell({ ...OPERATIONS['settle']!, body })).body).toMatchObject({
      status: 422,
      code: 'settlement_misaddressed',
      pointer: '/data/account',
    });
  });

  it.each(Object.keys(OPERATIONS))('lets no auditor, subscriber or stranger %s', async (name) => {
    const operation = OPERATIONS[name]!;
    const subscriber = await api.keyFor(['subscriber'], { account: 'acc-1' });
    for (const key of [await api.keyFor(['auditor']), subscriber, operation.isOfGateways ? api.adminKey : gateway]) {
      expect((await tell(operation, { key })).body).toMatchObject({ status: 403, code: 'scope_missing' });
    }
    expect((await tell(operation, { key: '' })).body).toMatchObject({ status: 401, code: 'api_key_missing' });
  });

  it('refuses a command without an idempotency key', async () => {
    for (const [name, operation] of Object.entries(OPERATIONS)) {
      if (name === 'settle' || name === 'tryTariff') continue;
      const { method, url, body, isOfGateways } = operation;
      const key = isOfGateways ? gateway : api.adminKey;
      const answer = await api.ask(method, url, { key, ...(body === undefined ? {} : { body }) });
      expect([name, answer.status, answer.body['code']]).toEqual([name, 400, 'idempotency_key_missing']);
    }
  });

  it('refuses nesting that is too deep, whatever it is told', async () => {
    for (const operation of Object.values(OPERATIONS)) {
      if (operation.body === undefined) continue;
      expectProblemOrSuccess(await tell(operation, { body: '{"a":'.repeat(100_000) }));
    }
  });

  it('never fails whichever member of a sound body is replaced, left out or added', async () => {
    const operation = fc.constantFrom(...Object.values(OPERATIONS).filter(({ body }) => body !== undefined));
    const spoilt = operation.chain((sound) => {
      const changes = fc.array(fc.tuple(fc.constantFrom(...pathsOf(sound.body)), nasty()), {
        minLength: 1,
        maxLength: 3,
      });
      return fc.tuple(fc.constant(sound), changes);
    });
    await fc.assert(
      fc.asyncProperty(spoilt, async ([sound, changes]) => {
        const body = changes.reduce((json, [path, value]) => replaced(json, path, value), sound.body as unknown);
        expectProblemOrSuccess(await tell(sound, { body: JSON.stringify(body) ?? '' }));
      }),
      { numRuns: 400 },
    );
  });

  it('never fails on any path or query', async () => {
    const odd = fc.oneof(fc.string(), fc.constantFrom('..', '%', '~1', 'a/b', '\u0000', 'x'.repeat(500)));
    const names = ['cursor', 'limit', 'min_position', 'book', 'from_source'];
    const query = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.string(), fc.integer().map(String)));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...QUERIES),
        query,
        fc.constantFrom(...Object.values(OPERATIONS)),
        odd,
        async (url, parameters, operation, id) => {
          expectProblemOrSuccess(await api.get(`${url}?${new URLSearchParams(parameters).toString()}`));
          const named = operation.url.replace(/(sub-1|g-1|r-0|m-1|acc-1)(?=\/|$)/g, encodeURIComponent(id));
          expectProblemOrSuccess(await tell({ ...operation, url: named }));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('can be read by everybody and charged on after all of it', async () => {
    const last = await api.post('/v1/usage', { key: gateway, body: usageEvent('after') });
    // What was taken of the bad input may leave no room for an amount (rule 1): the usage is held then, not lost.
    expect(['charged', 'held']).toContain(last.body['outcome']);
    const { position } = (last.body['receipt'] ?? { position: 0 }) as { position: number };
    for (const view of ['balance', 'standing', 'grants', 'invoice-lines', 'history', 'subscriptions', 'periods']) {
      const answer = await api.get(`${AT}/${view}${view === 'history' ? '' : `?min_position=${position}`}`);
      expect([view, answer.status]).toEqual([view, 200]);
    }
  });

  function expectProblemOrSuccess({ status, type, text, body }: Answer): void {
    if (status >= 500) throw new Error(`answered ${status}: ${text}`);
    if (text !== '') expect(text).not.toMatch(/\n\s+at /);
    if (status < 400) return;
    expect(type).toContain('application/problem+json');
    expect(body).toMatchObject({ status, code: expect.stringMatching(/^[a-z_]+$/) as unknown });
    if (body['code'] === 'input_invalid') expect(body['pointer']).toMatch(/^\//);
  }
});
