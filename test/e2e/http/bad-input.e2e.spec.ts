import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Api, type Answer } from './support/api.js';
import { ACCOUNT, GRANT, openSampleAccount, SOURCE } from './support/samples.js';

const GRANTS = '/v1/accounts/acc-1/grants';

describe('bad input over HTTP', () => {
  let api: Api;
  let gateway: string;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
  });

  afterAll(() => api.stop());

  it.each([
    ['an unknown member', { ...GRANT, prompt: 'x' }, '/prompt'],
    ['a missing member', { source: 'top_up' }, '/amountMicro'],
    ['an amount as a number', { ...GRANT, amountMicro: 1 }, '/amountMicro'],
    ['a fraction', { ...GRANT, amountMicro: '1.5' }, '/amountMicro'],
    ['an amount beyond int64', { ...GRANT, amountMicro: '9223372036854775808' }, '/amountMicro'],
    ['null for an absent member', { ...GRANT, paymentRef: null }, '/paymentRef'],
    ['1e300', { ...GRANT, priority: 1e300 }, '/priority'],
    ['2^53 + 1', JSON.stringify({ ...GRANT, priority: 7 }).replace('7', '9007199254740993'), '/priority'],
    ['a day that does not exist', { ...GRANT, expiresAt: '2026-02-30T00:00:00Z' }, '/expiresAt'],
    ['a date without a zone', { ...GRANT, expiresAt: '2026-02-03T00:00:00' }, '/expiresAt'],
    ['a date of another century', { ...GRANT, expiresAt: '0001-01-01T00:00:00Z' }, '/expiresAt'],
    ['a text that is too long', { ...GRANT, paymentRef: 'x'.repeat(129) }, '/paymentRef'],
    ['a lone surrogate', JSON.stringify({ ...GRANT, paymentRef: 'X' }).replace('"X"', '"\\ud800"'), '/paymentRef'],
    ['a wrong nested member', { ...GRANT, costBasis: { ...GRANT.costBasis, currency: 'yuan' } }, '/costBasis/currency'],
    ['a list for an object', { ...GRANT, costBasis: [] }, '/costBasis'],
    ['an empty scope', { ...GRANT, scope: { models: [] } }, '/scope/models'],
    ['a repeated scope', { ...GRANT, scope: { models: ['a', 'a'] } }, '/scope/models'],
  ])('refuses %s and points at it', async (_name, body, pointer) => {
    const answer = await api.command('POST', GRANTS, body);
    expect(answer.body).toMatchObject({ status: 400, code: 'input_invalid', pointer });
  });

  it.each([
    ['no JSON', '{', 'json_invalid'],
    ['an empty body', '', 'json_invalid'],
    ['a member named __proto__', '{"__proto__":{}}', 'json_invalid'],
    ['deep nesting', '['.repeat(500_000), 'json_too_deep'],
    ['an array', [], 'input_invalid'],
    ['null', 'null', 'input_invalid'],
  ])('refuses %s as a body', async (_name, body, code) => {
    const answer = await api.command('POST', '/v1/accounts', body);
    expect(answer.body).toMatchObject({ status: 400, code });
  });

  it.each([
    ['no idempotency key', {}, 'idempotency_key_missing'],
    ['an empty one', { 'idempotency-key': '' }, 'idempotency_key_missing'],
    ['one too long', { 'idempotency-key': 'x'.repeat(129) }, 'idempotency_key_invalid'],
    ['one that is not ASCII', { 'idempotency-key': 'caf\u00e9' }, 'idempotency_key_invalid'],
  ])('refuses a command with %s', async (_name, headers: Record<string, string>, code) => {
    const answer = await api.post(GRANTS, { body: GRANT, headers });
    expect(answer.body).toMatchObject({ status: 400, code });
  });

  it.each([
    ['/v1/accounts?limit=0', '/limit'],
    ['/v1/accounts?limit=1001', '/limit'],
    ['/v1/accounts?limit=1e2', '/limit'],
    ['/v1/accounts?limit=1&limit=2', '/limit'],
    ['/v1/accounts?page=2', '/page'],
    ['/v1/accounts/acc%201', '/account'],
    ['/v1/accounts/acc-1/balance?min_position=-1', '/min_position'],
    ['/v1/accounts/acc-1/balance?from_source=yes', '/from_source'],
    ['/v1/receipts?source=x', '/id'],
    ['/v1/rejected/0/original', '/id'],
  ])('refuses %s', async (url, pointer) => {
    const answer = await api.get(url);
    expect(answer.body).toMatchObject({ status: 400, code: 'input_invalid', pointer });
  });

  it.each(['/v1/accounts', '/v1/accounts/acc-1/history', '/v1/accounts/acc-1/alerts', '/v1/rejected', '/v1/held'])(
    'refuses a cursor that was never given out at %s',
    async (url) => {
      for (const cursor of ['x', 'MTp4', '%00', 'MTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk5']) {
        const { status, body } = await api.get(`${url}?cursor=${cursor}`);
        expect([cursor, status < 500]).toEqual([cursor, true]);
        if (status !== 200) expect(body['code']).toMatch(/^(cursor|input)_invalid$/);
      }
    },
  );

  it.each(['/v1/nothing', '/v1/accounts/acc-1/nothing', '/'])('knows nothing at %s', async (url) => {
    expect((await api.get(url)).body).toMatchObject({ status: 404, code: 'route_unknown' });
  });

  it('answers an address that cannot be decoded with a problem', async () => {
    expect((await api.get('/v1/accounts/%ff')).body).toMatchObject({ status: 400, code: 'request_malformed' });
  });

  it('answers what is no HTTP with a problem', async () => {
    const { hostname, port } = new URL(api.standalone.url);
    const socket = connect(Number(port), hostname);
    socket.end('NONSENSE\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"request_malformed"/);
  });

  const URLS = [
    ['POST', '/v1/accounts'],
    ['POST', GRANTS],
    ['POST', '/v1/accounts/acc-1/members'],
    ['PUT', '/v1/accounts/acc-1/alert-rules'],
    ['POST', '/v1/tariffs/standard/versions'],
    ['POST', '/v1/api-keys'],
    ['POST', '/v1/usage'],
  ] as const;

  const QUERIES = [
    '/v1/accounts',
    '/v1/accounts/acc-1/balance',
    '/v1/accounts/acc-1/history',
    '/v1/accounts/acc-1/alerts',
    '/v1/accounts/acc-1/invoice-lines',
    '/v1/receipts',
    '/v1/tariffs/standard',
    '/v1/rejected',
    '/v1/held',
    '/v1/sources/outcomes',
  ];
  const PARAMETERS = [
    'cursor',
    'limit',
    'min_position',
    'from_source',
    'period',
    'version',
    'source',
    'id',
    'from',
    'until',
  ];

  /** A sound body with some members replaced by anything: gets past the first checks more often than chance would. */
  const member = fc.constantFrom(...Object.keys({ ...ACCOUNT, ...GRANT }), 'rates', 'mode', 'scopes', 'toString');
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .tuple(fc.constantFrom<object>(ACCOUNT, GRANT, {}), fc.dictionary(member, fc.jsonValue()))
      .map(([sound, changes]) => JSON.stringify({ ...sound, ...changes })),
  );

  it('never fails on any body, header or content type', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...URLS),
        bodies,
        fc.constantFrom(
          'application/json',
          'application/cloudevents+json',
          'application/cloudevents-batch+json',
          'x/y',
        ),
        fc.string({ maxLength: 140 }).map((value) => value.replace(/[^\x20-\xff]/g, '').trim()),
        async ([method, url], body, contentType, odd) => {
          const key = url === '/v1/usage' ? gateway : api.adminKey;
          const headers = { 'content-type': contentType, 'ce-id': odd, 'if-match': odd };
          expectNoFault(await api.ask(method, url, { key, idempotencyKey: odd, headers, body }));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never fails on any query or path', async () => {
    const query = fc.dictionary(fc.constantFrom(...PARAMETERS), fc.oneof(fc.string(), fc.integer().map(String)));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...QUERIES), query, fc.string(), async (url, parameters, odd) => {
        expectNoFault(await api.get(`${url}?${new URLSearchParams(parameters).toString()}`));
        expectNoFault(await api.get(`/v1/accounts/${encodeURIComponent(odd)}/history`));
      }),
      { numRuns: 200 },
    );
  });

  function expectNoFault({ status, type, text: answer }: Answer): void {
    if (status >= 500) throw new Error(`answered ${status}: ${answer}`);
    if (status >= 400) expect(type).toContain('application/problem+json');
    expect(answer).not.toMatch(/\n\s+at /);
  }
});
