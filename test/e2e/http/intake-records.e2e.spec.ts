import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from './support/api.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

type Item = Readonly<Record<string, unknown>>;

const HEADERS = [['content-type', 'application/cloudevents+json']] as const;

describe('rejected and held events over HTTP', () => {
  let api: Api;
  let client: string;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    const issued = await api.command('POST', '/v1/api-keys', { name: 'g', scopes: ['gateway'], sources: [SOURCE] });
    client = String(issued.body['id']);
  });
  afterAll(() => api.stop());

  /** Sent while the client was bound to nothing. */
  const rejected = async (id: string): Promise<number> => {
    const bytes = new TextEncoder().encode(JSON.stringify(usageEvent(id)));
    const records = [{ bytes, headers: HEADERS, receivedAt: Date.now() }];
    await api.standalone.ledger.intake.submit({
      source: `http:${client}`,
      producer: { actor: client, sources: [] },
      records,
    });
    return Number((await items(`/v1/rejected?usage_id=${id}`))[0]!['id']);
  };
  const held = async (id: string, account: string): Promise<number> => {
    const bytes = new TextEncoder().encode(JSON.stringify(usageEvent(id, { account })));
    const records = [{ bytes, headers: HEADERS, receivedAt: Date.now() }];
    const producer = { actor: client, sources: [SOURCE] };
    await api.standalone.ledger.intake.submit({ source: `http:${client}`, producer, records });
    return Number((await items(`/v1/held?usage_id=${id}`))[0]!['id']);
  };
  const items = async (url: string): Promise<readonly Item[]> => (await api.get(url)).body['items'] as readonly Item[];

  it('explains one: what its reason means and what would mend it', async () => {
    const id = await rejected('explained');
    const { body } = await api.get(`/v1/rejected/${id}`);
    expect(body).toMatchObject({
      id,
      actor: client,
      code: 'source_not_allowed',
      usageId: 'explained',
      replayedAs: null,
    });
    expect(body['explanation']).toEqual({
      meaning: expect.stringContaining('rule 8'),
      mend: expect.stringContaining('replay'),
    });
    const waiting = await held('waits', 'acc-nobody');
    const answer = await api.get(`/v1/held/${waiting}`);
    expect(answer.body).toMatchObject({ id: waiting, reason: 'account_unknown', releasedAs: null });
    expect(answer.body['explanation']).toMatchObject({ mend: expect.stringContaining('Open the account') });
  });

  it('replays one once it is mended, and marks it with what it became', async () => {
    const id = await rejected('mended');
    const first = await api.post(`/v1/rejected/${id}/replay`);
    expect([first.status, first.body]).toEqual([
      200,
      { outcome: 'charged', code: null, detail: null, at: expect.any(String), position: expect.any(Number) },
    ]);
    const again = await api.post(`/v1/rejected/${id}/replay`);
    expect(again.body).toMatchObject({ outcome: 'charged', at: first.body['at'] });
    expect((await api.get(`/v1/rejected/${id}`)).body).toMatchObject({ replayedAs: 'charged' });
    await api.get(`/v1/accounts/acc-1/balance?min_position=${String(first.body['position'])}`);
    expect((await api.get(`/v1/receipts?source=${encodeURIComponent(SOURCE)}&id=mended`)).status).toBe(200);
    expect((await api.get(`/v1/rejected/${id}/original`)).body).toMatchObject({ status: 410, code: 'original_erased' });
  });

  it('replays those that match by the page, and answers counts', async () => {
    for (const id of ['many-1', 'many-2', 'many-3']) await rejected(id);
    const matching = '/v1/rejected/replay?code=source_not_allowed&text=may%20not%20send';
    const from = (await items('/v1/rejected?usage_id=many-1'))[0]!['receivedAt'] as string;
    const first = await api.post(`${matching}&received_from=${from}&limit=2`);
    expect(first.body).toMatchObject({ tried: 2, counts: { charged: 2, rejected: 0 } });
    const rest = await api.post(`${matching}&received_from=${from}&cursor=${String(first.body['next'])}`);
    expect(rest.body).toMatchObject({ tried: 1, counts: { charged: 1 }, next: null });
  });

  it('tries held ones again, one and by the page', async () => {
    const id = await held('again', 'acc-2');
    const one = await api.post(`/v1/held/${id}/retry`);
    expect(one.body).toMatchObject({ outcome: 'held', code: 'account_unknown', detail: expect.any(String) });
    const many = await api.post('/v1/held/retry?account=acc-2');
    expect(many.body).toMatchObject({ tried: 1, counts: { held: 1 }, next: null });
  });

  it('finds them by what is known of them', async () => {
    await held('searched', 'acc-3');
    const found = async (query: string) => (await items(`/v1/held?${query}`)).map(({ usageId }) => usageId);
    expect(await found('account=acc-3')).toEqual(['searched']);
    expect(await found(`usage_source=${encodeURIComponent(SOURCE)}&usage_id=searched&waiting=true`)).toEqual([
      'searched',
    ]);
    expect(await found('received_until=2026-01-01T00:00:00Z')).toEqual([]);
    expect(await found(`source=${encodeURIComponent(`http:${client}`)}&text=ACC-3`)).toEqual(['searched']);
    expect(await items('/v1/rejected?replayed=true&usage_id=searched')).toEqual([]);
  });

  it.each([
    ['GET', '/v1/rejected/999', 'rejected_unknown'],
    ['POST', '/v1/rejected/999/replay', 'rejected_unknown'],
    ['GET', '/v1/held/999', 'held_unknown'],
    ['GET', '/v1/held/999/original', 'held_unknown'],
    ['POST', '/v1/held/999/retry', 'held_unknown'],
  ] as const)('knows nothing of %s %s', async (method, url, code) => {
    expect((await api.ask(method, url)).body).toMatchObject({ status: 404, code });
  });

  it('says that the bytes of one are erased after 30 days (rule 38)', async () => {
    const [refused, waiting] = [await rejected('old'), await held('old', 'acc-nobody')];
    await api.standalone.ledger.intakeRecords.eraseOriginals(Date.now() + 1);
    for (const url of [`/v1/rejected/${refused}/replay`, `/v1/held/${waiting}/retry`]) {
      expect((await api.post(url)).body).toMatchObject({ status: 410, code: 'original_erased' });
    }
  });

  it('keeps replays to operators', async () => {
    const issued = await api.command('POST', '/v1/api-keys', { name: 'a', scopes: ['auditor'], sources: [] });
    const key = String(issued.body['apiKey']);
    for (const url of ['/v1/rejected/1/replay', '/v1/rejected/replay', '/v1/held/1/retry', '/v1/held/retry']) {
      expect((await api.post(url, { key })).body).toMatchObject({ status: 403, code: 'scope_missing' });
    }
    expect((await api.get('/v1/sources/proof', { key })).status).toBe(200);
  });

  it('proves nothing of a source that was never heard of, as where its name is mistyped', async () => {
    expect((await api.get('/v1/sources/proof?source=kafka:none')).body).toMatchObject({
      status: 404,
      code: 'source_unknown',
    });
    const named = encodeURIComponent(`http:${client}`);
    expect((await api.get(`/v1/sources/proof?source=${named}`)).body).toMatchObject({ holds: true, items: [{}] });
  });

  it('proves every source, releases and replays counted apart (rule 37)', async () => {
    const { body } = await api.get('/v1/sources/proof');
    const [proof, ...others] = body['items'] as readonly Item[];
    expect([body['holds'], others]).toEqual([true, []]);
    const counts = Object.values(proof!['counts'] as Record<string, number>).reduce((sum, count) => sum + count, 0);
    expect(proof).toMatchObject({
      source: `http:${client}`,
      firstOffset: 0,
      received: counts,
      gaps: 0,
      later: { replayed: { charged: 4 } },
      differences: [],
    });
  });
});
