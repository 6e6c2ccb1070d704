import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lifecycle } from '#apps/cli/lifecycle/lifecycle.js';
import { Api } from '../http/support/api.js';
import { openSampleAccount, SOURCE, usageEvent } from '../http/support/samples.js';

describe('tokenledger lifecycle', () => {
  let api: Api;
  const state = (account: string | undefined, json: boolean) => lifecycle(account, { dataDir: api.dataDir, json });

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    const promotion = { grant: 'p-1', source: 'promotion', amountMicro: '20000000' };
    await api.command('POST', '/v1/accounts/acc-1/grants', promotion);
    const gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    const { body } = await api.post('/v1/usage', { key: gateway, body: usageEvent('u-1') });
    const { position } = body['receipt'] as { position: number };
    await api.get(`/v1/accounts/acc-1?min_position=${position}`);
  });

  afterAll(() => api.stop());

  it('states what became of every credit beside a running server, as the server does', async () => {
    const { text, addsUp } = await state(undefined, true);
    expect(addsUp).toBe(true);
    expect(JSON.parse(text)).toEqual((await api.get('/v1/lifecycle')).body);
    const ofAccount = await state('acc-1', true);
    expect(JSON.parse(ofAccount.text)).toEqual((await api.get('/v1/accounts/acc-1/lifecycle')).body);
  });

  it('shows people a column for each source of credits, and whether it adds up', async () => {
    const { text } = await state('acc-1', false);
    expect(text).toMatch(/all +top_up +promotion/);
    expect(text).toMatch(/issued +1,020 +1,000 +20/);
    expect(text).toMatch(/\+ consumed +250 +230 +20/);
    expect(text).toContain('It adds up, grant by grant.');
  });

  it('says that there is no such account, or no ledger', async () => {
    await expect(state('nobody', false)).rejects.toThrow(/There is no account nobody/);
    await expect(lifecycle(undefined, { dataDir: '/nowhere', json: false })).rejects.toThrow(/There is no ledger/);
  });

  it('says so where a row was changed by hand and no longer adds up', async () => {
    const views = new DatabaseSync(join(api.dataDir, 'views.db'));
    views.exec("UPDATE grants SET consumed_micro = consumed_micro + 1 WHERE grant_id = 'g-1'");
    views.close();
    const { text, addsUp } = await state('acc-1', false);
    expect(addsUp).toBe(false);
    expect(text).toContain('It does NOT add up');
  });
});
