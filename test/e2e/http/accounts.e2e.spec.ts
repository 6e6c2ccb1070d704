import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api, type Answer } from './support/api.js';
import { ACCOUNT, GRANT, openSampleAccount, SOURCE, TARIFF, usageEvent } from './support/samples.js';

describe('accounts over HTTP', () => {
  let api: Api;
  let gateway: string;
  let position: unknown;

  beforeAll(async () => {
    api = await Api.start();
    await openSampleAccount(api);
    gateway = await api.keyFor(['gateway'], { sources: [SOURCE] });
    await api.post('/v1/usage', { key: gateway, body: usageEvent('u-1') });
    const last = await api.post('/v1/usage', { key: gateway, body: usageEvent('u-2', { member: 'm-1' }) });
    position = (last.body['receipt'] as { position: number }).position;
  });

  afterAll(() => api.stop());

  it('shows the balance once the position is reached', async () => {
    const { status, body } = await api.get(`/v1/accounts/acc-1/balance?min_position=${String(position)}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      account: 'acc-1',
      remainingMicro: '500000000',
      availableMicro: '500000000',
      overageMicro: '0',
      grants: [{ grant: 'g-1', consumedMicro: '500000000', remainingMicro: '500000000' }],
    });
  });

  it('tells a gateway whether to stop, once the position is reached (rule 22)', async () => {
    const { status, body } = await api.get(`/v1/accounts/acc-1/standing?min_position=${String(position)}`, {
      key: gateway,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ account: 'acc-1', blocked: false, availableMicro: '500000000' });
  });

  it('folds the same balance from the events alone', async () => {
    const shown = await api.get(`/v1/accounts/acc-1/balance?min_position=${String(position)}`);
    const folded = await api.get('/v1/accounts/acc-1/balance?from_source=true');
    expect(folded.status).toBe(200);
    expect(shown.body['grants']).toMatchObject(folded.body['grants'] as object);
    for (const member of ['remainingMicro', 'availableMicro', 'lapsingMicro', 'overageMicro', 'blocked', 'revision']) {
      expect([member, folded.body[member]]).toEqual([member, shown.body[member]]);
    }
  });

  it('refuses to wait for a position the ledger has not reached', async () => {
    const answer = await api.get('/v1/accounts/acc-1/balance?min_position=999999999');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'position_unknown', pointer: '/min_position' });
  });

  it('lists and reads accounts and members', async () => {
    const list = await api.get('/v1/accounts');
    expect(list.body).toMatchObject({ items: [{ account: 'acc-1', kind: 'household' }], next: null });
    const one = await api.get('/v1/accounts/acc-1');
    expect(one.body).toMatchObject({ openedAt: '2026-01-01T00:00:00.000Z', alertRules: { percents: [50, 80, 100] } });
    const members = await api.get('/v1/accounts/acc-1/members');
    expect(members.body).toMatchObject({ items: [{ member: 'm-1', known: true, usedThisPeriodMicro: '250000000' }] });
  });

  it('pages through the history, with the balance after each event', async () => {
    const entries: Record<string, unknown>[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Answer = await api.get(`/v1/accounts/acc-1/history?limit=2${cursor && `&cursor=${cursor}`}`);
      entries.push(...(page.body['items'] as Record<string, unknown>[]));
      cursor = page.body['next'] as string | null;
    }
    expect(entries.map(({ revision }) => revision)).toEqual(entries.map((_, index) => index));
    expect(entries[0]).toMatchObject({ type: 'AccountOpened', actor: expect.any(String) as unknown });
    expect(entries.at(-1)).toMatchObject({
      type: 'UsageCharged',
      movedMicro: '-250000000',
      remainingAfterMicro: '500000000',
      data: { usage: { id: 'u-2', occurredAt: expect.stringMatching(/Z$/) as unknown } },
    });
  });

  it('shows alerts and invoice lines', async () => {
    const alerts = await api.get('/v1/accounts/acc-1/alerts');
    expect(alerts.body).toMatchObject({ items: [{ kind: 'percent', threshold: '50', state: 'fired' }], next: null });
    const invoice = await api.get('/v1/accounts/acc-1/invoice-lines');
    const lines = invoice.body['lines'] as { type: string }[];
    expect(lines.map(({ type }) => type)).toContain('usage');
    expect(invoice.body['totals']).toMatchObject({ usedMicro: '500000000' });
  });

  it('explains a debit by its usage key', async () => {
    const answer = await api.get(`/v1/receipts?source=${encodeURIComponent(SOURCE)}&id=u-1`);
    expect(answer.body).toMatchObject({
      totalMicro: '250000000',
      remainingBeforeMicro: '1000000000',
      remainingAfterMicro: '750000000',
      components: [{ kind: 'input' }, { kind: 'output' }],
      allocations: [{ grant: 'g-1' }, { grant: 'g-1' }],
      conflicts: [],
    });
  });

  it('adds members and sets alert rules', async () => {
    const member = await api.command('POST', '/v1/accounts/acc-1/members', { member: 'm-2' });
    expect(member.status).toBe(201);
    const rules = await api.command('PUT', '/v1/accounts/acc-1/alert-rules', { percents: [90], floorsMicro: ['5'] });
    expect(rules.status).toBe(200);
    expect(rules.body).toMatchObject({ account: 'acc-1', replayed: false, balance: { overageMicro: '0' } });
  });

  it('reads a tariff book, whole and by version', async () => {
    const book = await api.get('/v1/tariffs/standard');
    expect(book.body).toMatchObject({ book: 'standard', versions: [{ version: 1 }], tariff: { rates: TARIFF.rates } });
    expect((await api.get('/v1/tariffs/standard?version=2')).status).toBe(404);
    expect((await api.get('/v1/tariffs/nowhere')).body).toMatchObject({ code: 'tariff_book_unknown' });
  });

  it('answers a repeated command the same, and another input under its key with 409', async () => {
    const body = { ...GRANT, grant: 'g-2' };
    const first = await api.command('POST', '/v1/accounts/acc-1/grants', body, { idempotencyKey: 'again' });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ grant: 'g-2', replayed: false });
    const again = await api.command('POST', '/v1/accounts/acc-1/grants', body, { idempotencyKey: 'again' });
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({ grant: 'g-2', replayed: true, revision: first.body['revision'] });
    const other = { ...body, amountMicro: '1' };
    const reused = await api.command('POST', '/v1/accounts/acc-1/grants', other, { idempotencyKey: 'again' });
    expect(reused.status).toBe(409);
    expect(reused.body).toMatchObject({ code: 'idempotency_key_reused' });
  });

  it.each([
    ['POST', '/v1/accounts', ACCOUNT, 409, 'account_exists'],
    ['POST', '/v1/accounts', { ...ACCOUNT, account: 'a-2', zone: 'Mars/Olympus' }, 422, 'time_zone_unknown'],
    [
      'POST',
      '/v1/accounts',
      { ...ACCOUNT, account: 'a-2', openedAt: '2099-01-01T00:00:00Z' },
      422,
      'opening_in_future',
    ],
    ['POST', '/v1/accounts/nobody/members', { member: 'm-1' }, 404, 'account_unknown'],
    ['POST', '/v1/accounts/acc-1/members', { member: 'm-1' }, 409, 'member_exists'],
    ['PUT', '/v1/accounts/nobody/alert-rules', { percents: [], floorsMicro: [] }, 404, 'account_unknown'],
    ['POST', '/v1/accounts/acc-1/grants', GRANT, 409, 'grant_exists'],
    ['POST', '/v1/accounts/acc-1/grants', { source: 'top_up', amountMicro: '0' }, 422, 'grant_not_positive'],
    [
      'POST',
      '/v1/accounts/acc-1/grants',
      { source: 'top_up', amountMicro: '1', expiresAt: '2001-01-01T00:00:00Z' },
      422,
      'grant_never_usable',
    ],
    [
      'POST',
      '/v1/accounts/acc-1/grants',
      { ...GRANT, grant: 'g-9', costBasis: { ...GRANT.costBasis, currency: 'USD' } },
      422,
      'currency_differs',
    ],
    [
      'POST',
      '/v1/accounts/acc-1/grants',
      { source: 'top_up', amountMicro: '9223372036854775807' },
      422,
      'balance_out_of_range',
    ],
    ['POST', '/v1/tariffs/standard/versions', { mode: 'full', rates: [] }, 422, 'tariff_empty'],
    [
      'POST',
      '/v1/tariffs/standard/versions',
      { ...TARIFF, effectiveFrom: '2026-02-01T00:00:00Z' },
      422,
      'effective_in_past',
    ],
    ['POST', '/v1/tariffs/standard/versions', { ...TARIFF, mode: 'addition' }, 422, 'pair_already_priced'],
  ] as const)('refuses %s %s %j', async (method, url, body, status, code) => {
    const answer = await api.command(method, url, body);
    expect(answer.body).toMatchObject({ code, status, type: `urn:tokenledger:problem:${code}` });
    expect(answer.status).toBe(status);
    expect(answer.type).toContain('application/problem+json');
  });

  it.each([
    '/v1/accounts/nobody',
    '/v1/accounts/nobody/standing',
    '/v1/accounts/nobody/balance',
    '/v1/accounts/nobody/balance?from_source=true',
    '/v1/accounts/nobody/history',
    '/v1/accounts/nobody/alerts',
    '/v1/accounts/nobody/invoice-lines',
  ])('knows nothing at %s', async (url) => {
    const answer = await api.get(url);
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'account_unknown' });
  });

  it('knows no receipt of a usage that was not charged', async () => {
    const answer = await api.get('/v1/receipts?source=x&id=y');
    expect(answer.body).toMatchObject({ status: 404, code: 'receipt_unknown' });
  });
});
