import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startHousekeeping } from '#apps/standalone/housekeeping.js';
import { statementOf } from './support/account-views.js';
import { whole, World } from './support/world.js';

const PROMPT = 'draft a letter to my doctor';
const FIRM = '/v1/accounts/firm';

describe('row 19: the operator learns who used how much, never what was asked, nor by whom', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.open('2026-05-01T00:00:00+08:00');
    await world.sells('19-privacy');
    await world.opens('firm', { kind: 'team', members: [{ member: 'm-7f3a' }, { member: 'm-91c0' }] });
    await world.opens('other', { kind: 'team' });
    await world.subscribes('firm', 'private-team');
    await world.uses('firm', { id: 'call', member: 'm-7f3a', quantities: { input: 2_000, output: 1_000 } });
  });

  afterEach(() => world.close());

  /** A gateway that sends too much: its event is refused whole. */
  function tellsThePrompt() {
    const careless = { id: 'careless', quantities: { input: 7 }, prompt: PROMPT };
    return world.uses('firm', careless);
  }

  /** Whatever the service has written on the machine it runs on: its databases and its log. */
  function keeps(text: string): boolean {
    const { dataDir, logged } = world.api;
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const inFiles = files.some(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(text));
    return inFiles || logged.some((line) => line.includes(text));
  }

  /** An event of a second gateway, which may tell usage under one name. */
  const eventOf = (id: string, model: string) => ({
    specversion: '1.0',
    type: 'tokenledger.usage.v1',
    source: 'gateway/other',
    id,
    time: '2026-05-01T00:00:00+08:00',
    data: { account: 'firm', provider: 'alibaba', model, quantities: { input: 1 } },
  });

  async function tells(event: object) {
    const key = await world.api.keyFor(['gateway'], { sources: ['gateway/other'] });
    return world.api.post('/v1/usage', { key, body: event });
  }

  /** Once an hour the service erases what it may keep no longer. */
  async function erases(): Promise<void> {
    const { ledger, logger } = world.api.standalone;
    await startHousekeeping(ledger.intakeRecords, logger).stop();
  }

  const status = async (key: string, url: string) => (await world.api.get(url, { key })).status;

  it('counts by opaque ids: 4,500 credits of 150 million, used by member m-7f3a (rule 38)', async () => {
    expect((await world.receipt('call'))['usage']).toMatchObject({ account: 'firm', member: 'm-7f3a' });
    const { items } = await world.get(`${FIRM}/members`);
    expect(
      (items as Record<string, unknown>[]).map((row) => [row['member'], whole(row['usedThisPeriodMicro'])]),
    ).toEqual([
      ['m-7f3a', '4,500'],
      ['m-91c0', '0'],
    ]);
    expect(await statementOf(world, 'firm')).toEqual({
      issued: '150,000,000',
      remaining: '149,995,500',
      consumed: '4,500',
    });
    expect(await world.bill('firm', 0)).toEqual({ total: '259.00', lines: ['fee 259.00'] });
  });

  it.each(['Zhang Wei', '张伟', '+8613800138000', 'wei@example.com'])(
    'takes no member who is named like a person: %s (rule 38)',
    async (member) => {
      await expect(world.post(`${FIRM}/members`, { member })).rejects.toThrow('input_invalid');
      expect(await world.uses('firm', { member, quantities: { input: 1 } })).toMatchObject({ status: 422 });
    },
  );

  it('shows a subscriber its own account and no other', async () => {
    const firm = await world.api.keyFor(['subscriber'], { account: 'firm' });
    const other = await world.api.keyFor(['subscriber'], { account: 'other' });
    const receipt = '/v1/receipts?source=gateway%2Foffers&id=call';
    for (const view of ['balance', 'grants', 'history', 'alerts', 'invoice-lines']) {
      expect([view, await status(firm, `${FIRM}/${view}`)]).toEqual([view, 200]);
      expect([view, await status(other, `${FIRM}/${view}`)]).toEqual([view, 403]);
    }
    expect([await status(firm, receipt), await status(other, receipt)]).toEqual([200, 404]);
    expect([await status(firm, '/v1/accounts'), await status(firm, '/v1/rejected')]).toEqual([403, 403]);
  });

  it('shows a gateway what it must know to stop calling, and nothing of what was done (rule 22)', async () => {
    const gateway = await world.api.keyFor(['gateway'], { sources: ['gateway/other'] });
    const standing = (await world.api.get(`${FIRM}/standing`, { key: gateway })).body;
    expect(standing).toMatchObject({ account: 'firm', blocked: false });
    expect(Object.keys(standing)).toEqual(['account', 'at', 'blocked', 'availableMicro', 'position']);
    for (const view of ['balance', 'grants', 'members', 'history', 'alerts', 'invoice-lines']) {
      expect([view, await status(gateway, `${FIRM}/${view}`)]).toEqual([view, 403]);
    }
    expect(await status(gateway, '/v1/receipts?source=gateway%2Foffers&id=call')).toBe(403);
  });

  it('lets a gateway tell usage under its own name only (rule 8)', async () => {
    const event = { ...eventOf('forged', 'qwen-plus'), source: 'gateway/offers' };
    expect((await tells(event)).body).toMatchObject({ code: 'source_not_allowed' });
  });

  it('gives no data without a key', async () => {
    for (const url of [`${FIRM}/balance`, '/v1/accounts', '/v1/receipts?source=a&id=b', '/v1/sources', '/v1/held']) {
      expect([url, await status('', url)]).toEqual([url, 401]);
    }
  });

  it('refuses an event that carries a prompt; its bytes are for operators alone, and gone after 30 days (rule 38)', async () => {
    expect(await tellsThePrompt()).toMatchObject({ status: 422, pointer: '/data/prompt' });
    const [refused] = (await world.get('/v1/rejected'))['items'] as Record<string, unknown>[];
    const original = `/v1/rejected/${String(refused!['id'])}/original`;
    const auditor = await world.api.keyFor(['auditor']);
    expect(await status(auditor, original)).toBe(403);
    const { bytes } = await world.get(original);
    expect(Buffer.from(String(bytes), 'base64').toString()).toContain(PROMPT);
    const totals = (await world.get('/v1/sources'))['items'];

    await world.at('2026-05-31T00:00:01+08:00');
    await erases();

    await expect(world.get(original)).rejects.toThrow('original_erased');
    expect((await world.get('/v1/rejected'))['items']).toEqual([refused]);
    expect((await world.get('/v1/sources'))['items']).toEqual(totals);
    expect(totals).toMatchObject([{ received: 2, counts: { charged: 1, rejected: 1 } }]);
    expect((await world.receipt('call'))['totalMicro']).toBe('4500000000');
  });

  it('writes a prompt nowhere but there: neither into the ledger, nor the log, nor an answer (rule 38)', async () => {
    const refusal = await tellsThePrompt();
    expect(JSON.stringify(refusal)).not.toContain(PROMPT);
    expect(JSON.stringify(await world.get(`${FIRM}/history?limit=1000`))).not.toContain(PROMPT);
    expect(JSON.stringify(await world.get('/v1/rejected'))).not.toContain(PROMPT);
    expect(keeps(PROMPT)).toBe(true);
    await world.at('2026-05-31T00:00:01+08:00');
    await erases();
    expect(keeps(PROMPT)).toBe(false);
  });

  it('keeps of an event that waited only what was charged: its bytes go when it is charged (rule 38)', async () => {
    // Other attributes than a usage event has are ignored, so a careless gateway can send anything in them.
    const careless = { ...eventOf('waits', 'new-model'), note: PROMPT };
    expect((await tells(careless)).body).toMatchObject({ outcome: 'held', reason: 'rate_unknown' });
    expect(keeps(PROMPT)).toBe(true);
    const rates = [{ target: 'new-model', kind: 'input', tier: 'standard', creditsMicro: '9000000', per: 1 }];
    await world.post('/v1/tariffs/standard/versions', { mode: 'addition', rates });
    await world.at('2026-05-01T01:00:00+08:00');
    expect(whole((await world.balance('firm'))['remainingMicro'])).toBe('149,995,491');
    await erases();
    expect(keeps(PROMPT)).toBe(false);
  });
});
