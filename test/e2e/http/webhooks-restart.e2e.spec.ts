import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';
import { ANSWERS, WebhookReceiver } from '../../support/webhooks/webhook-receiver.js';
import { Api } from './support/api.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';
import { Service } from './support/service.js';

const EVENT_TYPES = ['alert.fired', 'alert.cleared'];

describe('webhooks after a restart', () => {
  let folder: TemporaryFolder;
  let receiver: WebhookReceiver;
  let environment: Record<string, string>;
  let key: string;

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
  });

  afterAll(() => receiver.stop());

  beforeEach(async () => {
    folder = temporaryFolder();
    environment = { DATA_DIR: folder.path, WEBHOOKS_ALLOW_PRIVATE_ADDRESSES: 'true' };
    receiver.received.length = 0;
    receiver.answer = ANSWERS.takes;
    const api = await Api.start(environment);
    key = api.adminKey;
    await openSampleAccount(api);
    await api.command('PUT', '/v1/accounts/acc-1/alert-rules', { percents: [50], floorsMicro: [] });
    const { body } = await api.post('/v1/webhooks', { body: { url: receiver.url, eventTypes: EVENT_TYPES } });
    receiver.secrets = [String(body['secret'])];
    await api.stop();
  });

  afterEach(() => folder.remove());

  async function withApi(use: (api: Api) => Promise<void>): Promise<void> {
    const api = await Api.start(environment);
    try {
      await use(api);
    } finally {
      await api.stop();
    }
  }

  async function useUp(api: Api, id: string, input: number): Promise<void> {
    const wish = { name: 'gateway', scopes: ['gateway'], sources: [SOURCE] };
    const { body } = await api.post('/v1/api-keys', { key, body: wish });
    const gateway = String(body['apiKey']);
    await api.post('/v1/usage', { key: gateway, body: usageEvent(id, { quantities: { input } }) });
  }

  const arrived = (count: number) => eventually(`${count} messages arrive`, () => receiver.received.length === count);

  it('A12: J4: read models that are built anew tell nobody again, and what is new still arrives', async () => {
    await withApi(async (api) => {
      await useUp(api, 'u-1', 600);
      await arrived(1);
    });
    for (const file of ['views.db', 'views.db-wal', 'views.db-shm']) rmSync(join(folder.path, file), { force: true });
    await withApi(async (api) => {
      const grant = { grant: 'g-2', source: 'top_up', amountMicro: '1000000000', paymentRef: 'pay-2' };
      const costBasis = { amountMinor: '1990', currency: 'CNY', taxIncluded: true };
      const asked = { key, idempotencyKey: 'after the restart' };
      await api.command('POST', '/v1/accounts/acc-1/grants', { ...grant, costBasis }, asked);
      await arrived(2);
    });
    expect(receiver.received.map(({ body, isVerified }) => [body.type, isVerified])).toEqual([
      ['alert.fired', true],
      ['alert.cleared', true],
    ]);
  });

  it('J9: what a killed process was sending is sent again, with the same id', async () => {
    receiver.answer = ANSWERS.saysNothing;
    const killed = Service.start(environment);
    const url = await killed.listening();
    const ask = async (path: string, body: unknown, by: string): Promise<Record<string, unknown>> => {
      const headers = { authorization: `Bearer ${by}`, 'content-type': 'application/json' };
      const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await answer.json()) as Record<string, unknown>;
    };
    const made = await ask('/v1/api-keys', { name: 'gateway', scopes: ['gateway'], sources: [SOURCE] }, key);
    await ask('/v1/usage', usageEvent('u-1', { quantities: { input: 600 } }), String(made['apiKey']));
    await arrived(1);
    await killed.kill();
    receiver.answer = ANSWERS.takes;
    await withApi(() => arrived(2));
    const [first, second] = receiver.received as [(typeof receiver.received)[0], (typeof receiver.received)[0]];
    expect(second).toMatchObject({ id: first.id, body: first.body, isVerified: true });
  });
});
