import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer } from './support/api.js';
import { ACCOUNT, openSampleAccount, SOURCE, TARIFF, usageEvent } from './support/samples.js';

const AT = '/v1/accounts/acc-1';
const IN_AN_HOUR = 3_600_000;

describe('corrections, money back and transfers over HTTP', () => {
  let api: Api;
  let gateway: string;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    const rates = TARIFF.rates.map((rate) => ({ ...rate, creditsMicro: '2000000' }));
    const later = new Date(Date.now() + IN_AN_HOUR).toISOString();
    await api.command('POST', '/v1/tariffs/standard/versions', { ...TARIFF, effectiveFrom: later, rates });
    await api.command('POST', '/v1/accounts', { ...ACCOUNT, account: 'acc-2' });
  });

  afterAll(() => api.stop());

  /** 250 credits. */
  async function charged(id: string): Promise<number> {
    const answer = await api.post('/v1/usage', { key: gateway, body: usageEvent(id) });
    return (answer.body['receipt'] as { revision: number }).revision;
  }

  function correct(id: string, revision: number, more: object = {}, idempotencyKey?: string): Promise<Answer> {
    const body = { source: SOURCE, id, revision, fault: 'operator', reason: 'wrong price', ...more };
    const ask = idempotencyKey === undefined ? {} : { idempotencyKey };
    return api.command('POST', `${AT}/corrections`, body, ask);
  }

  it('price a usage again by a named version, then reverse it', async () => {
    const revision = await charged('call-1');
    const again = await correct('call-1', revision, { rerate: { version: 2 } }, 'again');
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({
      correction: 1,
      totalMicro: '300000000',
      deltaMicro: '50000000',
      replayed: false,
    });
    expect((await correct('call-1', revision, { rerate: { version: 2 } }, 'again')).body).toMatchObject({
      replayed: true,
    });
    expect(await correct('call-1', revision)).toMatchObject({ status: 409, body: { code: 'correction_stale' } });
    const reversed = await correct('call-1', again.body['revision'] as number);
    expect(reversed.body).toMatchObject({ correction: 2, totalMicro: '0', deltaMicro: '-300000000' });
  });

  it('are refused by the rule they break', async () => {
    const revision = await charged('call-2');
    expect(await correct('none', revision)).toMatchObject({ status: 404, body: { code: 'usage_unknown' } });
    const noVersion = { status: 404, body: { code: 'tariff_version_unknown', tariffBook: 'standard', version: 9 } };
    expect(await correct('call-2', revision, { rerate: { version: 9 } })).toMatchObject(noVersion);
    const unpriced = { status: 422, body: { code: 'rerate_unpriced', tariffBook: 'other' } };
    expect(await correct('call-2', revision, { rerate: { tariffBook: 'other' } })).toMatchObject(unpriced);
    expect(await correct('call-2', revision, { fault: 'nobody' })).toMatchObject({ status: 400 });
  });

  it('price a whole period again, once per key', async () => {
    await charged('call-3');
    const { body } = await api.get(`${AT}/history?limit=1000`);
    const opened = (body['items'] as { type: string; period?: number }[]).filter(({ type }) => type === 'PeriodOpened');
    const rerate = (period: number) =>
      api.command(
        'POST',
        `${AT}/re-rates`,
        { period, fault: 'operator', reason: 'wrong list', rerate: { version: 2 } },
        { idempotencyKey: `period-${period}` },
      );
    const last = opened.length - 1;
    const first = await rerate(last);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ account: 'acc-1', period: last, corrected: 2, deltaMicro: '100000000' });
    expect((await rerate(last)).body).toMatchObject({ corrected: 2, deltaMicro: '100000000', replayed: true });
    expect(await rerate(99)).toMatchObject({ status: 404, body: { code: 'period_unknown' } });
  });

  it('send credits to another account, and take back what it refuses', async () => {
    const send = (transfer: string, to: string) =>
      api.command('POST', `${AT}/transfers`, { transfer, to, amountMicro: '100000000' });
    expect(await send('t-1', 'acc-2')).toMatchObject({
      status: 201,
      body: { transfer: 't-1', status: 'completed', reason: null, amountMicro: '100000000' },
    });
    expect((await send('t-2', 'nobody')).body).toMatchObject({ status: 'returned', reason: 'account_unknown' });
    expect(await send('t-2', 'acc-2')).toMatchObject({ status: 409, body: { code: 'transfer_exists' } });
    expect(await send('t-3', 'acc-1')).toMatchObject({ status: 422, body: { code: 'transfer_to_itself' } });
  });

  it('give money back on a line, and undo a purchase once', async () => {
    const { body } = await api.get(`${AT}/history?limit=1000`);
    const line = /"line":"(\d+-\d+)"/.exec(JSON.stringify(body['items']))![1]!;
    const note = (amountMinor: string) =>
      api.command('POST', `${AT}/credit-notes`, { line, amountMinor, reason: 'goodwill' });
    expect(await note('90')).toMatchObject({ status: 201, body: { amountMinor: '-90' } });
    expect(await note('1991')).toMatchObject({ status: 409, body: { code: 'credit_exceeds_line', leftMinor: '1900' } });
    const refund = await api.command('POST', `${AT}/grants/g-1/refund`, { reason: 'returned' });
    expect(refund.status).toBe(201);
    expect(refund.body).toMatchObject({ overageMadeMicro: '0', balance: { remainingMicro: '0' } });
    const back = await api.command('POST', `${AT}/grants/g-1/chargeback`, { reason: 'disputed' });
    expect(back).toMatchObject({ status: 409, body: { code: 'purchase_already_reversed' } });
  });
});
