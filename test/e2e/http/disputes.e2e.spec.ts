import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer } from './support/api.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

const DISPUTES = '/v1/accounts/acc-1/disputes';
const ASKED = { dispute: 'case-1', source: SOURCE, id: 'call', ground: 'not_recognised' };

describe('disputes over HTTP', () => {
  let api: Api;
  let subscriber: string;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    await api.command('POST', '/v1/accounts', {
      account: 'acc-2',
      kind: 'individual',
      currency: 'CNY',
      tariffBook: 'standard',
    });
    const gateway = await api.keyFor(['gateway'], { sources: [`${SOURCE}*`] });
    await api.post('/v1/usage', { key: gateway, body: usageEvent('call') });
    subscriber = await api.keyFor(['subscriber'], { account: 'acc-1' });
  });

  afterAll(() => api.stop());

  const dispute = (body: unknown, ask: { key?: string; idempotencyKey?: string } = {}): Promise<Answer> =>
    api.command('POST', DISPUTES, body, ask);

  it('are opened by the subscriber itself, once per idempotency key', async () => {
    const ask = { key: subscriber, idempotencyKey: 'mine' };
    const first = await dispute(ASKED, ask);
    expect([first.status, first.body]).toMatchObject([201, { dispute: 'case-1', replayed: false }]);
    const again = await dispute(ASKED, ask);
    expect([again.status, again.body]).toMatchObject([201, { ...first.body, replayed: true }]);
  });

  it('are not opened on an account of somebody else, nor resolved by a subscriber', async () => {
    const other = await api.command('POST', '/v1/accounts/acc-2/disputes', ASKED, { key: subscriber });
    expect(other.status).toBe(403);
    const told = { outcome: 'stands', explanation: 'as it was' };
    const resolved = await api.command('POST', `${DISPUTES}/case-1/resolution`, told, { key: subscriber });
    expect(resolved.status).toBe(403);
  });

  it('are refused with the rule they break', async () => {
    const refusals = [
      await dispute({ ...ASKED, dispute: 'case-1', id: 'other' }),
      await dispute({ ...ASKED, dispute: 'case-2', id: 'other' }),
      await dispute({ ...ASKED, dispute: 'case-2' }),
      await api.command('POST', `${DISPUTES}/case-9/resolution`, { outcome: 'stands', explanation: 'none' }),
    ];
    expect(refusals.map(({ status, body }) => `${status} ${String(body['code'])}`)).toEqual([
      '409 dispute_exists',
      '404 usage_unknown',
      '409 usage_already_disputed',
      '404 dispute_unknown',
    ]);
  });

  it('of one account are listed for its subscriber, with how they ended', async () => {
    const told = { outcome: 'stands', explanation: 'The call was made with your key.' };
    const { body } = await api.command('POST', `${DISPUTES}/case-1/resolution`, told);
    const listed = await api.get(`${DISPUTES}?min_position=${String(body['position'])}`, { key: subscriber });
    expect(listed.body).toMatchObject({
      items: [{ dispute: 'case-1', state: 'resolved', resolution: { ...told, correctionRevision: null } }],
      next: null,
    });
  });
});
