import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api, type Answer } from './support/api.js';
import { Contract } from './support/openapi-contract.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

const AT = '/v1/accounts/acc-1';
const TREE = `${AT}/requests/${encodeURIComponent('chat/7 ?')}`;

interface Call {
  readonly depth: number;
  readonly receipt: { readonly usage: { readonly id: string } };
}

/** A user's request with two calls, one of them free, and a call under the second that is told later. */
describe('a request tree over HTTP', () => {
  let api: Api;
  let contract: Contract;
  let gateway: string;

  const charge = async (id: string, data: Record<string, unknown>): Promise<number> => {
    const { body } = await api.post('/v1/usage', { key: gateway, body: usageEvent(id, data) });
    return (body['receipt'] as { revision: number; position: number }).position;
  };
  const calls = (answer: Answer): readonly string[] =>
    (answer.body['calls'] as readonly Call[]).map(({ depth, receipt }) => `${depth} ${receipt.usage.id}`);

  beforeAll(async () => {
    api = await Api.start();
    contract = new Contract(openApiDocument(api.standalone.app));
    await openSampleAccount(api);
    gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    await charge('u-1', { requestId: 'chat/7 ?', quantities: { input: 10, output: 0 } });
    await charge('u-2', { requestId: 'c-1', parentRequestId: 'chat/7 ?', quantities: { input: 5, output: 0 } });
    const zero = { requestId: 'c-2', parentRequestId: 'chat/7 ?', quantities: { input: 0, output: 0 } };
    const position = await charge('u-3', zero);
    await api.get(`${AT}?min_position=${position}`);
  });

  afterAll(() => api.stop());

  it('shows every call with its receipt, those at zero included', async () => {
    const answer = await api.get(TREE);
    expect(answer.status).toBe(200);
    expect(contract.errors('get', '/v1/accounts/{account}/requests/{request}', answer)).toBeUndefined();
    expect(calls(answer)).toEqual(['0 u-1', '1 u-2', '1 u-3']);
    expect(answer.body).toMatchObject({
      requestId: 'chat/7 ?',
      complete: true,
      totals: { calls: 3, chargedMicro: '15000000', quantities: [{ kind: 'input', quantity: '15' }] },
    });
  });

  it('gains what comes late, as soon as a client may ask for it', async () => {
    const position = await charge('u-4', { requestId: 'c-3', parentRequestId: 'c-1' });
    const answer = await api.get(`${TREE}?min_position=${position}`);
    expect(calls(answer)).toEqual(['0 u-1', '1 u-2', '1 u-3', '2 u-4']);
  });

  it('of an unknown request or account is a clear no', async () => {
    const unknown = await api.get(`${AT}/requests/none`);
    expect(unknown).toMatchObject({ status: 404, body: { code: 'request_unknown' } });
    const nobody = await api.get('/v1/accounts/nobody/requests/chat');
    expect(nobody).toMatchObject({ status: 404, body: { code: 'account_unknown' } });
  });

  it("is not for another account's subscriber, nor for gateways", async () => {
    const own = await api.keyFor(['subscriber'], { account: 'acc-1' });
    const other = await api.keyFor(['subscriber'], { account: 'acc-2' });
    expect((await api.get(TREE, { key: own })).status).toBe(200);
    expect((await api.get(TREE, { key: other })).status).toBe(403);
    expect((await api.get(TREE, { key: gateway })).status).toBe(403);
  });

  it('has its like for a reservation: what was charged on it, page by page', async () => {
    const maximum = { input: 10, output: 0 };
    const asked = { reservation: 'run-1', model: 'model-a', maximum };
    await api.command('POST', `${AT}/reservations`, asked, { key: gateway });
    await charge('h-1', { reservationId: 'run-1', final: false, quantities: { input: 1, output: 0 } });
    const position = await charge('h-2', { reservationId: 'run-1', quantities: { input: 2, output: 0 } });
    const first = await api.get(`${AT}/reservations/run-1/receipts?limit=1&min_position=${position}`);
    expect(contract.errors('get', '/v1/accounts/{account}/reservations/{reservation}/receipts', first)).toBeUndefined();
    expect(first.body).toMatchObject({ items: [{ usage: { id: 'h-1' }, totalMicro: '1000000' }] });
    const cursor = encodeURIComponent(String(first.body['next']));
    const second = await api.get(`${AT}/reservations/run-1/receipts?limit=1&cursor=${cursor}`);
    expect(second.body).toMatchObject({ items: [{ usage: { id: 'h-2' } }], next: null });
    const wrong = Buffer.from('x').toString('base64url');
    const refused = await api.get(`${AT}/reservations/run-1/receipts?cursor=${wrong}`);
    expect(refused).toMatchObject({ status: 400, body: { code: 'cursor_invalid' } });
  });
});
