import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer } from './support/api.js';
import { openSampleAccount } from './support/samples.js';

describe('settings of an account over HTTP', () => {
  let api: Api;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
  });

  afterAll(() => api.stop());

  function put(what: string, body: unknown): Promise<Answer> {
    return api.command('PUT', `/v1/accounts/acc-1/${what}`, body);
  }

  async function typesOf(account: string): Promise<readonly unknown[]> {
    const { body } = await api.get(`/v1/accounts/${account}/history?limit=100`);
    return (body['items'] as { type: string }[]).map(({ type }) => type);
  }

  it.each([
    ['status', { status: 'suspended', reason: 'bill overdue' }],
    ['status', { status: 'active', reason: 'paid' }],
    ['billing', { zone: 'Europe/Berlin', billingDay: 15 }],
    ['overage-policy', { type: 'limit', limitMicro: '5000000' }],
    [
      'overage-policy',
      { type: 'invoice', capMicro: '1', price: { amountMinor: '5', perMicro: '1000000', taxIncluded: true } },
    ],
    ['tariff-book', { tariffBook: 'partner' }],
    ['alert-rules', { percents: [90], floorsMicro: ['1'] }],
    ['members/m-1/limit', { limitMicro: '7' }],
    ['members/m-1/limit', {}],
  ])('PUT %s %j answers with the place of the change', async (what, body) => {
    const answer = await put(what, body);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ account: 'acc-1', replayed: false, balance: { reservedMicro: '0' } });
  });

  it('removes a member once', async () => {
    const remove = (idempotencyKey: string) => api.ask('DELETE', '/v1/accounts/acc-1/members/m-1', { idempotencyKey });
    expect((await remove('out')).body).toMatchObject({ replayed: false });
    expect((await remove('out')).body).toMatchObject({ replayed: true });
    expect(await remove('again')).toMatchObject({ status: 404, body: { code: 'member_unknown', member: 'm-1' } });
  });

  it('takes free credits out of a grant, and no more than that', async () => {
    const adjust = (amountMicro: string) =>
      api.command('POST', '/v1/accounts/acc-1/grants/g-1/adjustments', { amountMicro, reason: 'granted twice' });
    expect(await adjust('400000000')).toMatchObject({
      status: 201,
      body: { balance: { remainingMicro: '600000000' } },
    });
    const refused = { code: 'credits_not_free', freeMicro: '600000000' };
    expect(await adjust('600000001')).toMatchObject({ status: 409, body: refused });
  });

  it('refuses a policy whose members are not its own', async () => {
    const refused = (pointer: string) => ({ status: 400, body: { code: 'input_invalid', pointer } });
    expect(await put('overage-policy', { type: 'limit' })).toMatchObject(refused('/limitMicro'));
    expect(await put('overage-policy', { type: 'block', limitMicro: '1' })).toMatchObject(refused('/limitMicro'));
    const opened = { account: 'acc-9', kind: 'team', currency: 'CNY', billingDay: 1, tariffBook: 'standard' };
    const answer = await api.command('POST', '/v1/accounts', { ...opened, overagePolicy: { type: 'invoice' } });
    expect(answer).toMatchObject(refused('/overagePolicy/capMicro'));
  });

  it('closes for good', async () => {
    expect(await put('status', { status: 'closed', reason: 'left' })).toMatchObject({ status: 200 });
    const reopened = await put('status', { status: 'active', reason: 'came back' });
    expect(reopened).toMatchObject({ status: 409, body: { code: 'account_closed' } });
  });

  it('leaves every change in the history', async () => {
    const types = await typesOf('acc-1');
    for (const type of [
      'AccountStatusSet',
      'BillingChanged',
      'OveragePolicySet',
      'TariffBookAssigned',
      'MemberRemoved',
    ]) {
      expect(types).toContain(type);
    }
  });
});
