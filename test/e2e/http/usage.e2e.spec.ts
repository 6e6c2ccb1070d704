import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer } from './support/api.js';
import { openSampleAccount, SOURCE, usageEvent } from './support/samples.js';

describe('POST /v1/usage', () => {
  let api: Api;
  let gateway: string;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    gateway = await api.keyFor(['gateway'], { sources: [`${SOURCE}*`] });
  });

  afterAll(() => api.stop());

  function send(event: unknown, contentType = 'application/cloudevents+json'): Promise<Answer> {
    return api.post('/v1/usage', { key: gateway, body: event, headers: { 'content-type': contentType } });
  }

  it('charges an event once and answers the same again', async () => {
    const first = await send(usageEvent('once'));
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      outcome: 'charged',
      key: { source: SOURCE, id: 'once' },
      receipt: { account: 'acc-1', creditsMicro: '250000000' },
    });
    const again = await send(usageEvent('once'));
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ outcome: 'duplicate', receipt: { creditsMicro: '250000000' } });
    expect(revisionOf(again)).toBe(revisionOf(first));
  });

  it('takes plain JSON for a structured event', async () => {
    const answer = await send(usageEvent('plain'), 'application/json');
    expect(answer.body).toMatchObject({ outcome: 'charged', key: { id: 'plain' } });
  });

  it('reads binary mode from ce- headers, percent-decoded', async () => {
    const { data, time, type } = usageEvent('');
    const answer = await api.post('/v1/usage', {
      key: gateway,
      body: data,
      headers: {
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-type': String(type),
        'ce-source': SOURCE,
        'ce-id': 'a%20b',
        'ce-time': String(time),
      },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ outcome: 'charged', key: { source: SOURCE, id: 'a b' } });
  });

  it('refuses other content under the same key with 409', async () => {
    await send(usageEvent('conflicting'));
    const answer = await send(usageEvent('conflicting', { quantities: { input: 1 } }));
    expect(answer.status).toBe(409);
    expect(answer.type).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'usage_key_conflict', key: { id: 'conflicting' } });
  });

  it('holds what cannot be charged yet with 202', async () => {
    const answer = await send(usageEvent('unpriced', { model: 'model-unknown' }));
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ outcome: 'held', reason: 'rate_unknown' });
  });

  it.each([
    ['a negative quantity', usageEvent('bad', { quantities: { input: -1 } }), 'quantity_invalid'],
    [
      'a quantity beyond 2^53',
      JSON.stringify(usageEvent('bad')).replace('100', '9007199254740993'),
      'quantity_invalid',
    ],
    ['1e300', JSON.stringify(usageEvent('bad')).replace('100', '1e300'), 'quantity_invalid'],
    ['an unknown kind', usageEvent('bad', { quantities: { words: 1 } }), 'kind_unknown'],
    ['content of the call', usageEvent('bad', { prompt: 'hello' }), 'member_unknown'],
    ['a source of another gateway', { ...usageEvent('bad'), source: '/elsewhere' }, 'source_not_allowed'],
    ['no JSON', '{"specversion":', 'malformed_json'],
    ['nothing', '', 'malformed_json'],
  ])('refuses %s with 422 and keeps it', async (_name, event, code) => {
    const answer = await send(event);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code, status: 422 });
    const rejected = await api.get('/v1/rejected?limit=1000');
    const rows = rejected.body['items'] as { code: string }[];
    expect(rows.at(-1)?.code).toBe(code);
  });

  it('answers a batch with the outcome of each event', async () => {
    const events = [
      usageEvent('b-1'),
      usageEvent('b-1'),
      usageEvent('b-1', { quantities: { input: 7 } }),
      usageEvent('b-2', { account: 'acc-unknown' }),
      { nonsense: true },
    ];
    const answer = await send(events, 'application/cloudevents-batch+json');
    expect(answer.status).toBe(200);
    const outcomes = answer.body['outcomes'] as { outcome: string; code?: string }[];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['charged', 'duplicate', 'conflict', 'held', 'rejected']);
    expect(answer.body['position']).toEqual(expect.any(Number));
  });

  it.each([
    ['an object', usageEvent('x'), 400, 'batch_invalid'],
    ['an empty array', [], 400, 'batch_invalid'],
    ['1,001 events', Array.from({ length: 1_001 }, () => 0), 413, 'batch_too_large'],
  ])('refuses %s as a batch', async (_name, body, status, code) => {
    const answer = await send(body, 'application/cloudevents-batch+json');
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code });
  });

  it('refuses a body beyond 1 MiB', async () => {
    const answer = await send('x'.repeat(1_048_577));
    expect(answer.status).toBe(413);
    expect(answer.body).toMatchObject({ code: 'body_too_large' });
  });

  it.each([
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'application/cloudevents+json', 'content-encoding': 'gzip' }],
  ])('refuses %p with 415', async (headers) => {
    const answer = await api.post('/v1/usage', { key: gateway, body: 'x', headers });
    expect(answer.status).toBe(415);
    expect(answer.body).toMatchObject({ code: 'content_type_unsupported' });
  });

  it('counts every first outcome by source (rule 37)', async () => {
    const { body } = await api.get('/v1/sources');
    const [source] = body['items'] as { source: string; received: number; counts: Record<string, number> }[];
    expect(source).toBeDefined();
    const counted = Object.values(source?.counts ?? {}).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe(source?.received);
    const range = await api.get(
      `/v1/sources/outcomes?source=${encodeURIComponent(source?.source ?? '')}&from=0&until=1000000`,
    );
    expect(range.body).toEqual({ source: source?.source, received: source?.received, counts: source?.counts });
  });

  function revisionOf({ body }: Answer): number {
    return (body['receipt'] as { revision: number }).revision;
  }
});
