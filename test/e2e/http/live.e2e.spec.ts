import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';
import { Api } from './support/api.js';
import { EventStream } from './support/event-stream.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

describe('the live stream of an account', () => {
  let api: Api;
  let key: string;
  let gateway: string;
  let folder: TemporaryFolder;

  beforeEach(async () => {
    folder = temporaryFolder();
    api = await Api.start({ DATA_DIR: folder.path });
    key = api.adminKey;
    gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    await openSampleAccount(api);
  });

  afterEach(async () => {
    await api.stop();
    folder.remove();
  });

  const open = (lastEventId?: string, as = key) =>
    EventStream.open(`${api.standalone.url}/v1/accounts/acc-1/live`, as, lastEventId);
  /** Charged, and shown. */
  const use = async (id: string, data = {}) => {
    const { body } = await api.post('/v1/usage', { key: gateway, body: usageEvent(id, data) });
    const { position } = body['receipt'] as { readonly position: number };
    await api.get(`/v1/accounts/acc-1?min_position=${position}`, { key });
  };
  const has = (remainingMicro: string) => (event: { readonly data: Record<string, unknown> }) =>
    event.data['remainingMicro'] === remainingMicro;

  it('tells two clients the balance as GET shows it, and each change', async () => {
    const clients = await Promise.all([open(), open()]);
    const shown = (await api.get('/v1/accounts/acc-1/balance')).body;
    for (const client of clients) {
      const first = await client.until('the first balance', ({ event }) => event === 'balance');
      expect(first.data).toEqual({ ...shown, at: first.data['at'], position: first.data['position'] });
    }
    await use('u-1');
    for (const client of clients) {
      await client.until('the charge', has('750000000'));
      expect(client.response.headers.get('content-type')).toContain('text/event-stream');
      client.cut();
    }
  });

  it('tells an alert before the balance that shows it, and goes on where a client was cut off', async () => {
    const client = await open();
    await client.until('the first balance', has('1000000000'));
    await use('u-1');
    await use('u-2');
    await client.until('half is used', has('500000000'));
    expect(client.of('alert')).toMatchObject([
      { change: 'fired', alert: { threshold: '50', remainingMicro: '500000000' } },
    ]);
    client.cut();
    await use('u-3', { quantities: { input: 300 } });
    await use('u-4', { quantities: { input: 200 } });
    const again = await open(client.lastEventId);
    await again.until('the balance after the cut', has('0'));
    expect(again.events.map(({ event }) => event).slice(0, 3)).toEqual(['alert', 'alert', 'balance']);
    expect(thresholdsOf(again)).toEqual(['80', '100']);
    again.cut();
  });

  it('goes on after a restart of the server, which ends the streams that are open at once', async () => {
    const client = await open();
    await client.until('the first balance', has('1000000000'));
    await use('u-1');
    await use('u-2');
    const { id } = await client.until('half is used', has('500000000'));
    const before = Date.now();
    await api.stop();
    expect(Date.now() - before).toBeLessThan(3_000);
    expect(client.hasEnded).toBe(true);
    api = await Api.start({ DATA_DIR: folder.path });
    await use('u-3', { quantities: { input: 300 } });
    const again = await open(id);
    await again.until('the charge after the restart', has('200000000'));
    expect(thresholdsOf(again)).toEqual(['80']);
    again.cut();
  });

  it('tells what changes by time alone: credits that expire are lapsing without any event', async () => {
    const expiresAt = new Date(Date.now() + 2_000).toISOString();
    await api.command(
      'POST',
      '/v1/accounts/acc-1/grants',
      {
        grant: 'soon',
        source: 'promotion',
        amountMicro: '40',
        expiresAt,
      },
      { key },
    );
    const client = await open();
    const before = await client.until('the grant', has('1000000040'));
    expect(before.data).toMatchObject({ lapsingMicro: '0', availableMicro: '1000000040' });
    const after = await client.until('that it lapses', ({ data }) => data['lapsingMicro'] === '40');
    expect(after.data).toMatchObject({ availableMicro: '1000000000', remainingMicro: '1000000040' });
    client.cut();
  });

  it('tells gateways the standing only, and subscribers nothing of others', async () => {
    const client = await open(undefined, gateway);
    const { data } = await client.until('the standing', ({ event }) => event === 'standing');
    expect(Object.keys(data).sort()).toEqual(['account', 'at', 'availableMicro', 'blocked', 'position']);
    client.cut();
    const mine = await api.keyFor(['subscriber'], { account: 'acc-1' });
    const own = await open(undefined, mine);
    await own.until('the balance', has('1000000000'));
    own.cut();
    const other = await api.keyFor(['subscriber'], { account: 'acc-2' });
    expect(await api.get('/v1/accounts/acc-1/live', { key: other })).toMatchObject({ status: 403 });
  });

  it('refuses what it cannot follow: no such account, no such position, a header that is no position', async () => {
    const unknown = await api.get('/v1/accounts/nobody/live');
    expect(unknown.body).toMatchObject({ status: 404, code: 'account_unknown' });
    const ahead = await api.get('/v1/accounts/acc-1/live?last_event_id=999999');
    expect(ahead.body).toMatchObject({ status: 400, code: 'position_unknown' });
    const spoilt = await api.get('/v1/accounts/acc-1/live', { headers: { 'last-event-id': 'x' } });
    expect(spoilt.body).toMatchObject({ status: 400, code: 'input_invalid', pointer: '/last-event-id' });
  });

  it('takes the position to go on from as a query too, for clients that cannot send headers', async () => {
    await use('u-1');
    const url = `${api.standalone.url}/v1/accounts/acc-1/live?last_event_id=0`;
    const client = await EventStream.open(url, key);
    await client.until('the balance', has('750000000'));
    expect(client.of('balance')).toHaveLength(1);
    client.cut();
  });
});

function thresholdsOf(client: EventStream): readonly unknown[] {
  return client.of('alert').map(({ alert }) => (alert as { readonly threshold: string }).threshold);
}
