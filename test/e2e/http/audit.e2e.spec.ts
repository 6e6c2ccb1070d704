import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { openApiDocument } from '#libs/platform/http/index.js';
import { Api, type Answer } from './support/api.js';
import { Contract } from './support/openapi-contract.js';
import { openSampleAccount, SOURCE, TARIFF, usageEvent } from './support/samples.js';

const AUDIT = '/v1/audit/accounts/acc-1';
const HOUR = 3_600_000;

describe('an audit over HTTP', () => {
  let api: Api;
  let auditor: string;
  let before: string;
  let position: number;

  const get = (url: string): Promise<Answer> => api.get(url, { key: auditor });

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    auditor = await api.keyFor(['auditor']);
    const gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    before = new Date().toISOString();
    // What is recorded from here on is later, by the millisecond.
    await new Promise((resolve) => setTimeout(resolve, 2));
    const hourAgo = new Date(Date.now() - HOUR).toISOString();
    await api.post('/v1/usage', { key: gateway, body: { ...usageEvent('call-1'), time: hourAgo } });
    const { body } = await api.post('/v1/usage', { key: gateway, body: usageEvent('call-2') });
    const receipt = body['receipt'] as { revision: number };
    const correction = { source: SOURCE, id: 'call-2', revision: receipt.revision, fault: 'operator', reason: 'wrong' };
    position = Number((await api.command('POST', '/v1/accounts/acc-1/corrections', correction)).body['position']);
  });

  afterAll(() => api.stop());

  describe("an account's history", () => {
    it('is given whole, in pages, up to a position, a revision or a time', async () => {
      const all = await get(`${AUDIT}/history`);
      const items = all.body['items'] as readonly Record<string, unknown>[];
      expect(items.map(({ revision }) => revision)).toEqual(items.map((_, place) => place));
      expect(items[0]).toMatchObject({ type: 'AccountOpened', data: { account: 'acc-1' }, movedMicro: '0' });
      expect(items.at(-1)).toMatchObject({ remainingAfterMicro: '750000000', position, cause: { type: 'command' } });
      const first = await get(`${AUDIT}/history?limit=4`);
      const second = await get(`${AUDIT}/history?cursor=${String(first.body['next'])}`);
      expect([...(first.body['items'] as []), ...(second.body['items'] as [])]).toEqual(items);
      const countTo = async (bound: string) => ((await get(`${AUDIT}/history?${bound}`)).body['items'] as []).length;
      expect(await countTo(`to_position=${position - 1}`)).toBe(items.length - 1);
      expect(await countTo('to_revision=2')).toBe(3);
      expect(await countTo('to_time=2026-01-01T00:00:00Z')).toBe(0);
    });

    it('streams as NDJSON, with a last line that says what it comes to', async () => {
      const { status, type, text } = await get(`${AUDIT}/history.ndjson`);
      expect([status, type]).toEqual([200, 'application/x-ndjson']);
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const { items } = (await get(`${AUDIT}/history`)).body as { items: unknown[] };
      expect(lines.slice(0, -1)).toEqual(items);
      expect(lines.at(-1)).toMatchObject({
        end: true,
        events: items.length,
        grants: [{ grant: 'g-1', remainingMicro: '750000000' }],
      });
    });

    it('is for auditors, and of accounts that exist', async () => {
      const key = await api.keyFor(['billing']);
      expect(await api.get(`${AUDIT}/history`, { key })).toMatchObject({
        status: 403,
        body: { code: 'scope_missing' },
      });
      for (const url of ['history', 'history.ndjson', 'replay']) {
        const answer = await get(`/v1/audit/accounts/nobody/${url}`);
        expect(answer).toMatchObject({ status: 404, body: { code: 'account_unknown' } });
      }
      expect(await get(`${AUDIT}/history?cursor=!!`)).toMatchObject({ status: 400, body: { code: 'cursor_invalid' } });
    });
  });

  it('replays an account to the whole state its events come to', async () => {
    const now = await get(`${AUDIT}/replay`);
    expect(now.body).toMatchObject({
      position,
      state: { remainingMicro: '750000000', grants: [{ grant: 'g-1' }], members: [{ member: 'm-1' }] },
    });
    const revision = Number(now.body['revision']) - 3;
    const then = await get(`${AUDIT}/replay?to_revision=${revision}`);
    expect(then.body).toMatchObject({ events: revision + 1, revision, state: { remainingMicro: '1000000000' } });
  });

  describe('a balance as of another time (rule 11)', () => {
    const balance = (query: string) => get(`/v1/accounts/acc-1/balance?min_position=${position}&${query}`);

    it('counts what had taken effect by then, though it was recorded later', async () => {
      const halfAnHourAgo = new Date(Date.now() - HOUR / 2).toISOString();
      const { status, body } = await balance(`at=${halfAnHourAgo}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ account: 'acc-1', remainingMicro: '750000000', at: halfAnHourAgo });
      expect((await balance(`known_at=${before}`)).body).toMatchObject({ remainingMicro: '1000000000' });
      expect((await balance(`at=${before}&known_at=${before}`)).body).toMatchObject({ remainingMicro: '1000000000' });
    });

    it("is today's when it is asked for now", async () => {
      const today = (await balance('')).body;
      const asOf = (await balance(`at=${new Date(Date.now() + HOUR).toISOString()}`)).body;
      const { remainingMicro, overageMicro, revision } = today;
      expect(asOf).toMatchObject({ remainingMicro, overageMicro, revision });
    });

    it('is none before anything was known, and refuses what is no time', async () => {
      expect(await balance('known_at=2026-01-01T00:00:00Z')).toMatchObject({ status: 404 });
      expect(await balance('at=yesterday')).toMatchObject({ status: 400, body: { code: 'input_invalid' } });
    });
  });

  it('answers as the OpenAPI document says', async () => {
    const contract = new Contract(openApiDocument(api.standalone.app));
    const asked = [
      ['/v1/audit/accounts/{account}/history', `${AUDIT}/history`],
      ['/v1/audit/accounts/{account}/replay', `${AUDIT}/replay`],
      ['/v1/accounts/{account}/balance', `/v1/accounts/acc-1/balance?at=${before}`],
      ['/v1/audit/head', '/v1/audit/head'],
    ] as const;
    for (const [path, url] of asked) expect(contract.errors('get', path, await get(url))).toBeUndefined();
  });

  describe('a verification', () => {
    async function verified(body: object = {}): Promise<Record<string, unknown>> {
      const started = await api.post('/v1/audit/verifications', { key: auditor, body });
      expect(started).toMatchObject({ status: 202, body: { state: 'running' } });
      const url = `/v1/audit/verifications/${String(started.body['id'])}`;
      await eventually('the report', async () => (await get(url)).body['state'] === 'done');
      const done = await get(url);
      const contract = new Contract(openApiDocument(api.standalone.app));
      expect(contract.errors('get', '/v1/audit/verifications/{id}', done)).toBeUndefined();
      return done.body['report'] as Record<string, unknown>;
    }

    it('finds a sound ledger sound, in all its parts', async () => {
      await get(`/v1/accounts/acc-1/balance?min_position=${position}`);
      const report = await verified();
      expect(report).toMatchObject({ verdict: 'ok' });
      const parts = report['parts'] as readonly { part: string; verdict: string; checked: Record<string, number> }[];
      expect(parts.map(({ part, verdict }) => `${part} ${verdict}`)).toEqual([
        'journal ok',
        'ledger ok',
        'projections ok',
        'rating ok',
      ]);
      expect(parts[3]!.checked).toEqual({ tariffs: 1, debits: 2, corrections: 1 });
    });

    it('vouches for a head that was kept, and not for one of another ledger', async () => {
      const { body: head } = await get('/v1/audit/head');
      expect(head).toEqual({ position, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
      await api.command('POST', '/v1/tariffs/other/versions', TARIFF);
      expect(await verified({ only: ['journal'], against: head })).toMatchObject({ verdict: 'ok' });
      const foreign = { ...head, digest: 'ab'.repeat(32) };
      expect(await verified({ only: ['journal'], against: foreign })).toMatchObject({
        verdict: 'faults',
        parts: [{ faults: [{ kind: 'chain_broken' }] }],
      });
    });

    it('runs one at a time, can be cancelled, and is unknown by another id', async () => {
      const started = await api.post('/v1/audit/verifications', { key: auditor, body: {} });
      const again = await api.post('/v1/audit/verifications', { key: auditor, body: {} });
      expect(again).toMatchObject({ status: 409, body: { code: 'verification_running', id: started.body['id'] } });
      const url = `/v1/audit/verifications/${String(started.body['id'])}`;
      expect((await api.ask('DELETE', url, { key: auditor })).status).toBe(202);
      await eventually('its end', async () => (await get(url)).body['state'] === 'done');
      expect((await get(url)).body).toMatchObject({ report: { verdict: 'could_not_verify' } });
      expect(await get('/v1/audit/verifications/none')).toMatchObject({
        status: 404,
        body: { code: 'verification_unknown' },
      });
    });

    it('names a row of the read models that a hand has changed, beside the running server', async () => {
      const database = new DatabaseSync(join(api.dataDir, 'views.db'));
      database.exec("UPDATE balances SET remaining_micro = 1 WHERE account = 'acc-1'");
      database.close();
      expect(await verified({ only: ['projections'] })).toMatchObject({
        verdict: 'faults',
        parts: [{ faults: [{ row: { table: 'balances', key: 'acc-1', column: 'remaining_micro' } }] }],
      });
    });
  });
});
