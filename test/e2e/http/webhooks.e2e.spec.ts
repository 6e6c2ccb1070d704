import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { ANSWERS, WebhookReceiver } from '../../support/webhooks/webhook-receiver.js';
import { Api, type Answer } from './support/api.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

const WEBHOOKS = '/v1/webhooks';
const EVENT_TYPES = ['alert.fired', 'alert.cleared'];

describe('webhooks', () => {
  let api: Api;
  let receiver: WebhookReceiver;
  let gateway: string;
  let webhook: string;
  let used = 0;

  beforeAll(async () => {
    [api, receiver] = await Promise.all([
      Api.start({ WEBHOOKS_ALLOW_PRIVATE_ADDRESSES: 'true' }),
      WebhookReceiver.start(),
    ]);
    await openSampleAccount(api);
    const rules = { percents: [50, 80], floorsMicro: [] };
    await api.command('PUT', '/v1/accounts/acc-1/alert-rules', rules);
    gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
  });

  afterAll(async () => {
    await api.stop();
    await receiver.stop();
  });

  beforeEach(async () => {
    receiver.received.length = 0;
    receiver.answer = ANSWERS.takes;
    const { body } = await api.post(WEBHOOKS, { body: { url: receiver.url, eventTypes: EVENT_TYPES } });
    webhook = `${WEBHOOKS}/${String(body['id'])}`;
    receiver.secrets = [String(body['secret'])];
  });

  afterEach(() => api.ask('DELETE', webhook));

  const use = (input: number): Promise<Answer> =>
    api.post('/v1/usage', { key: gateway, body: usageEvent(`u-${++used}`, { quantities: { input } }) });
  const arrived = (count: number) => eventually(`${count} messages arrive`, () => receiver.received.length === count);
  const deliveries = async (query = ''): Promise<Record<string, unknown>[]> =>
    (await api.get(`${webhook}/deliveries${query}`)).body['items'] as Record<string, unknown>[];

  it('A8: tell a receiver that verifies them what happened, with the figures of the account', async () => {
    await use(834);
    await arrived(1);
    const [{ isVerified, body, headers }] = receiver.received as [(typeof receiver.received)[0]];
    expect(isVerified).toBe(true);
    expect(body).toMatchObject({
      type: 'alert.fired',
      data: {
        account: 'acc-1',
        threshold: '80',
        baseMicro: '1000000000',
        remainingMicro: '166000000',
        usedPercent: '83.4',
        sentence: 'Account acc-1 has used 83.4 % of 1,000 credits and has 166 credits left; its threshold is 80 %.',
      },
    });
    const { items } = (await api.get('/v1/accounts/acc-1/alerts')).body as { items: { id: string }[] };
    expect(headers['webhook-id']).toBe(items[0]!.id);
    await eventually('it is noted', async () => (await deliveries())[0]?.['state'] === 'delivered');
    const [{ delivery }] = (await deliveries()) as [{ delivery: number }];
    const detail = (await api.get(`${webhook}/deliveries/${delivery}`)).body;
    expect(detail['attemptLog']).toMatchObject([{ outcome: 'delivered', status: 204 }]);
    expect(JSON.parse(String(detail['body']))).toEqual(body);
  });

  it('show a secret once, and never in lists or logs', async () => {
    const [first] = receiver.secrets as [string];
    const rotated = (await api.post(`${webhook}/rotate`)).body;
    const secret = String(rotated['secret']);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(rotated['oldSecretEndsAt']).not.toBeNull();
    receiver.secrets = [secret];
    await api.post(`${webhook}/test`);
    await arrived(1);
    expect(receiver.received[0]).toMatchObject({ isVerified: true, body: { type: 'webhook.test' } });
    const shown = [await api.get(WEBHOOKS), await api.get(webhook), await api.get(`${webhook}/deliveries`)];
    const everything = [...shown.map(({ text }) => text), ...api.logged].join('\n');
    for (const known of [first, secret]) expect(everything).not.toContain(known.slice('whsec_'.length));
  });

  it('that were not taken are listed with the answer, and sent again when an operator wants it', async () => {
    receiver.answer = ANSWERS.says(503, 'closed on Sundays');
    const message = String((await api.post(`${webhook}/test`)).body['message']);
    await eventually('it is noted', async () => (await deliveries('?state=pending'))[0]?.['attempts'] === 1);
    const [{ delivery }] = (await deliveries('?state=pending')) as [{ delivery: number }];
    const { body: detail } = await api.get(`${webhook}/deliveries/${delivery}`);
    expect(detail['attemptLog']).toMatchObject([{ outcome: 'refused', status: 503, answer: 'closed on Sundays' }]);
    expect((await api.get(webhook)).body['failingSinceAt']).not.toBeNull();
    receiver.answer = ANSWERS.takes;
    expect(await api.post(`${webhook}/replays`, { body: { message } })).toMatchObject({
      status: 202,
      body: { count: 1 },
    });
    await eventually('it is taken', async () => (await deliveries())[0]?.['state'] === 'delivered');
    expect(receiver.ids()).toEqual([message, message]);
    const both = { message, since: '2026-01-01T00:00:00Z' };
    expect((await api.post(`${webhook}/replays`, { body: both })).body['code']).toBe('input_invalid');
    expect((await api.post(`${webhook}/replays`, { body: { message: 'nothing' } })).body['code']).toBe(
      'webhook_delivery_unknown',
    );
  });

  it('are changed, disabled, enabled and deleted', async () => {
    const changed = {
      url: `${receiver.url}/2`,
      description: 'team A',
      eventTypes: ['alert.fired'],
      accounts: ['acc-9'],
    };
    expect((await api.ask('PUT', webhook, { body: changed })).body).toMatchObject(changed);
    expect((await api.post(`${webhook}/disable`)).body).toMatchObject({
      state: 'disabled',
      disabledReason: 'operator',
    });
    expect((await api.post(`${webhook}/test`)).body['code']).toBe('webhook_disabled');
    expect((await api.post(`${webhook}/enable`)).body).toMatchObject({ state: 'enabled', disabledReason: null });
    expect((await api.ask('DELETE', webhook)).status).toBe(204);
    expect((await api.get(webhook)).body['code']).toBe('webhook_unknown');
    expect((await api.get(`${webhook}/deliveries`)).body['code']).toBe('webhook_unknown');
  });

  it('that are gone are shown by the health check and counted', async () => {
    receiver.answer = ANSWERS.isGone;
    await api.post(`${webhook}/test`);
    await eventually('health says so', async () => {
      const { body } = await api.get('/health/ready');
      const { delivery } = body['checks'] as { delivery: { up: boolean; detail?: string } };
      return !delivery.up && delivery.detail?.includes('(gone)') === true;
    });
    const { text } = await api.get('/metrics');
    expect(text).toContain('tokenledger_webhook_attempts_total{outcome="gone"} 1');
    expect(text).toContain('tokenledger_webhooks_pending 0');
  });

  it('are for operators alone', async () => {
    const billing = await api.keyFor(['billing']);
    for (const url of [WEBHOOKS, webhook, `${webhook}/deliveries`]) {
      expect((await api.get(url, { key: billing })).body['code']).toBe('scope_missing');
    }
  });
});

describe('a webhook endpoint', () => {
  let api: Api;

  beforeAll(async () => {
    api = await Api.start();
  });

  afterAll(() => api.stop());

  it.each([
    ['plain HTTP', 'http://hooks.example/alerts'],
    ['loopback', 'https://127.0.0.1/alerts'],
    ['loopback in other words', 'https://0x7f.1/alerts'],
    ['loopback inside IPv6', 'https://[::ffff:127.0.0.1]/alerts'],
    ['a name of loopback', 'https://localhost/alerts'],
    ['a private network', 'https://10.1.2.3/alerts'],
    ['the metadata of a cloud', 'https://169.254.169.254/latest/meta-data'],
    ['a user name and password', 'https://user:secret@hooks.example/alerts'],
    ['the port of another service', 'https://hooks.example:25/alerts'],
    ['no URL', 'hooks'],
  ])('is refused at an address that is %s', async (_what, url) => {
    const { status, body } = await api.post(WEBHOOKS, { body: { url, eventTypes: EVENT_TYPES } });
    expect([status, body['code'], body['pointer']]).toEqual([422, 'webhook_url_refused', '/url']);
  });

  it('may have a name that cannot be resolved yet', async () => {
    const wish = { url: 'https://hooks.example/alerts', eventTypes: EVENT_TYPES };
    expect((await api.post(WEBHOOKS, { body: wish })).status).toBe(201);
  });

  it('needs something to be told of', async () => {
    const wish = { url: 'https://hooks.example/alerts', eventTypes: [] };
    expect((await api.post(WEBHOOKS, { body: wish })).body['code']).toBe('input_invalid');
  });
});
