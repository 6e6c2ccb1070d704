import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { Api } from './support/api.js';
import { GRANT, openSampleAccount } from './support/samples.js';

let api: Api;

beforeAll(async () => {
  api = await Api.start({ DUE_WORK_SECONDS: '1', CLOSE_GRACE_HOURS: '0' });
  await openSampleAccount(api);
});

afterAll(() => api.stop());

async function history(): Promise<readonly { readonly type: string; readonly actor: string }[]> {
  const { body } = await api.get('/v1/accounts/acc-1/history?limit=100');
  return body['items'] as { type: string; actor: string }[];
}

it('a grant that nobody uses expires by itself, once (rules 14, 15)', async () => {
  const expiresAt = new Date(Date.now() + 1_500).toISOString();
  await api.command('POST', '/v1/accounts/acc-1/grants', { ...GRANT, grant: 'short', expiresAt });
  await eventually('the rest of the grant is taken', async () =>
    (await history()).some(({ type }) => type === 'GrantExpired'),
  );
  const taken = (await history()).filter(({ type }) => type === 'GrantExpired');
  expect(taken).toMatchObject([{ actor: 'due-work', data: { grant: 'short', amountMicro: '1000000000' } }]);
});
