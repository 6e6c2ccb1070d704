import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { encodeCursor, openApiDocument } from '#libs/platform/http/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { World } from '../offers/support/world.js';
import { Contract } from './support/openapi-contract.js';

const RUN_TYPESCRIPT = join(import.meta.dirname, '../../support/run-typescript.mjs');
const CLI = join(import.meta.dirname, '../../../apps/cli/main.ts');
const MILLION = '1000000000000';
const ON_THE_BILL = {
  type: 'invoice',
  capMicro: MILLION,
  price: { amountMinor: '200', perMicro: MILLION, taxIncluded: true },
};
const ACKNOWLEDGEMENTS = '/v1/invoice-lines/acknowledgements';

interface Line {
  readonly account: string;
  readonly position: number;
  readonly ordinal: number;
  readonly line: Readonly<Record<string, unknown>>;
}

interface Polled {
  readonly items: readonly Line[];
  readonly next: string | null;
  readonly cursor: string;
}

/** June of three customers is sealed; July has begun. */
describe('sealed invoice lines over HTTP', () => {
  let world: World;
  let contract: Contract;
  let billing: string;

  beforeAll(async () => {
    world = await World.open('2026-06-01T00:00:00+08:00');
    await world.sells('02-universal-token-service');
    for (const account of ['chen', 'dai', 'emi']) await world.opens(account, { overagePolicy: ON_THE_BILL });
    await world.at('2026-06-16T10:00:00+08:00');
    await world.subscribes('chen', 'shanghai-universal');
    await world.buys('chen', 'shanghai-universal-top-up', { paymentRef: 'card-1', payment: 'prepaid' });
    await world.uses('chen', { quantities: { input: 1_000_000, output: 400_000 } });
    await world.uses('dai', { quantities: { input: 333_333 } });
    await world.at('2026-07-05T00:00:00+08:00');
    contract = new Contract(openApiDocument(world.api.standalone.app));
    billing = await world.api.keyFor(['billing']);
  }, 30_000);

  afterAll(() => world.close());

  async function poll(query = '', key = billing): Promise<Polled> {
    const answer = await world.api.get(`/v1/invoice-lines${query}`, { key });
    expect([answer.status, contract.errors('get', '/v1/invoice-lines', answer)]).toEqual([200, undefined]);
    return answer.body as unknown as Polled;
  }

  async function told(query: string): Promise<readonly string[]> {
    const { items } = await poll(query);
    return items.map(({ account, line }) => `${account} ${String(line['type'])} ${String(line['amountMinor'])}`);
  }

  const JUNE = ['chen fee 995', 'chen purchase 990', 'chen usage 0', 'chen usage 0', 'dai overage 67', 'dai usage 0'];

  it('are polled across accounts, and every one is the line of its own bill', async () => {
    expect(await told('')).toEqual(JUNE);
    const { items } = await poll();
    for (const account of ['chen', 'dai', 'emi']) {
      const { lines, position } = await world.get(`/v1/accounts/${account}/invoice-lines?period=0`);
      expect(items.filter((item) => item.account === account).map(({ line }) => line)).toEqual(lines);
      expect(position).toBeGreaterThan(0);
    }
    expect(items[0]).toMatchObject({
      period: 0,
      startsAt: '2026-05-31T16:00:00.000Z',
      endsAt: '2026-06-30T16:00:00.000Z',
      zone: 'Asia/Shanghai',
      sealedAt: '2026-07-04T16:00:00.000Z',
      ordinal: 1,
      line: { state: 'sealed', taxCategory: 'subscription', taxIncluded: true, product: { version: 1 } },
    });
    expect(items[2]?.line).toMatchObject({
      unitPrice: { creditsMicro: '1000000', per: '1' },
      tariff: { book: 'standard', version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
    });
    expect(items[4]?.line).toMatchObject({
      unitPrice: { amountMinor: '200', per: MILLION },
      exactAmount: { numerator: '333333', denominator: '5000' },
      taxCategory: 'usage',
      events: 1,
    });
  });

  it('are told page by page, and the last page says where to go on when there is more', async () => {
    const all: string[] = [];
    let page = await poll('?limit=4');
    for (; page.next !== null; page = await poll(`?limit=4&cursor=${page.next}`)) {
      expect(page.cursor).toBe(page.next);
      all.push(...page.items.map(({ position, ordinal }) => `${position}-${ordinal}`));
    }
    all.push(...page.items.map(({ position, ordinal }) => `${position}-${ordinal}`));
    expect(new Set(all).size).toBe(JUNE.length);
    expect(await poll(`?cursor=${page.cursor}`)).toEqual({ items: [], next: null, cursor: page.cursor });
  });

  it('are told by the time of sealing, without a cursor to acknowledge: lines were left out', async () => {
    expect(await told('?sealed_from=2026-07-04T00:00:00Z')).toEqual(JUNE);
    expect(await told('?sealed_until=2026-07-04T00:00:00Z')).toEqual([]);
    expect((await poll('?sealed_until=2026-07-04T00:00:00Z')).cursor).toBeNull();
  });

  it('are acknowledged by each client for itself, and told from there on', async () => {
    const other = await world.api.keyFor(['billing']);
    const first = await poll('?limit=4');
    const answer = await world.api.post(ACKNOWLEDGEMENTS, { key: billing, body: { cursor: first.cursor } });
    expect([answer.status, contract.errors('post', ACKNOWLEDGEMENTS, answer)]).toEqual([200, undefined]);
    expect(answer.body).toMatchObject({ cursor: first.cursor, outstandingPeriods: 2 });
    expect(await told('?cursor=acknowledged')).toEqual(JUNE.slice(4));
    expect((await poll('?cursor=acknowledged', other)).items).toHaveLength(JUNE.length);
    const again = await world.api.post(ACKNOWLEDGEMENTS, { key: billing, body: { cursor: first.cursor } });
    expect(again.body).toEqual(answer.body);
    const rest = await poll('?cursor=acknowledged');
    await world.api.post(ACKNOWLEDGEMENTS, { key: billing, body: { cursor: rest.cursor } });
    const list = await world.api.get(ACKNOWLEDGEMENTS, { key: billing });
    expect(contract.errors('get', ACKNOWLEDGEMENTS, list)).toBeUndefined();
    expect(list.body).toMatchObject({ items: [{ cursor: rest.cursor, outstandingPeriods: 0 }] });
    expect((await poll('?cursor=acknowledged')).items).toEqual([]);
  });

  it('are never acknowledged backwards but by force, nor beyond what there is', async () => {
    const { cursor } = await poll('?limit=1');
    const { cursor: last } = await poll();
    const acknowledge = (body: unknown) => world.api.post(ACKNOWLEDGEMENTS, { key: billing, body });
    await acknowledge({ cursor: last });
    const behind = await acknowledge({ cursor });
    expect(behind).toMatchObject({ status: 409, body: { code: 'acknowledgement_behind', acknowledged: last } });
    expect((await acknowledge({ cursor, force: true })).body).toMatchObject({ cursor, outstandingPeriods: 3 });
    expect(await told('?cursor=acknowledged')).toEqual(JUNE.slice(1));
    expect(await acknowledge({ cursor: encodeCursor('99999') })).toMatchObject({ body: { code: 'position_unknown' } });
    for (const wrong of ['nonsense', encodeCursor('1-2-3')]) {
      expect(await acknowledge({ cursor: wrong })).toMatchObject({ status: 400, body: { code: 'cursor_invalid' } });
    }
  });

  it('are for billing systems only', async () => {
    const gateway = await world.api.keyFor(['gateway'], { sources: ['*'] });
    for (const url of ['/v1/invoice-lines', ACKNOWLEDGEMENTS, '/v1/invoice-exports?format=csv']) {
      expect((await world.api.get(url, { key: gateway })).status).toBe(403);
    }
  });

  describe('as a file', () => {
    async function tokenledger(...typed: readonly string[]): Promise<string> {
      const where = ['--data-dir', world.api.dataDir];
      const run = ['--import', RUN_TYPESCRIPT, CLI, ...typed, ...where];
      return (await promisify(execFile)(process.execPath, run)).stdout;
    }

    it.each([
      ['csv', 'text/csv'],
      ['json', 'application/json'],
      ['ndjson', 'application/x-ndjson'],
    ])('in %s is exactly what its manifest says', async (format, type) => {
      const at = `/v1/invoice-exports/manifest?format=${format}`;
      const answer = await world.api.get(at, { key: billing });
      expect(contract.errors('get', '/v1/invoice-exports/manifest', answer)).toBeUndefined();
      const { untilPosition, totals, lines, bytes, sha256: digest } = answer.body;
      expect([lines, (totals as unknown[]).length]).toEqual([6, 4]);
      const until = String(untilPosition);
      const file = await world.api.get(`/v1/invoice-exports?format=${format}&until_position=${until}`, {
        key: billing,
      });
      expect(file.type).toContain(type);
      expect(file.headers['content-disposition']).toBe(`attachment; filename="invoice-lines-1-${until}.${format}"`);
      expect([sha256(file.text), Buffer.byteLength(file.text)]).toEqual([digest, bytes]);
    });

    it('is not made of positions that the ledger has not reached', async () => {
      const answer = await world.api.get('/v1/invoice-exports?format=csv&until_position=99999', { key: billing });
      expect(answer).toMatchObject({ status: 400, body: { code: 'position_unknown', pointer: '/until_position' } });
    });

    it('that cannot be read to its end breaks off, instead of looking whole', async () => {
      const { readSide, url } = world.api.standalone;
      const { invoices } = readSide.models;
      const broken = jest.spyOn(invoices, 'sealedLines').mockRejectedValue(new Error('the disk is gone'));
      const headers = { authorization: `Bearer ${billing}` };
      const file = await fetch(`${url}/v1/invoice-exports?format=csv`, { headers });
      await expect(file.text()).rejects.toThrow();
      broken.mockRestore();
      expect(await (await fetch(`${url}/v1/invoice-exports?format=csv`, { headers })).text()).toContain(
        'chen/line/0-1',
      );
    });

    it('is the same from the command line, beside the running server, with its manifest beside it', async () => {
      const manifest = await world.api.get('/v1/invoice-exports/manifest?format=csv', { key: billing });
      const until = String(manifest.body['untilPosition']);
      const out = join(world.api.dataDir, 'lines.csv');
      const stdout = await tokenledger('export', 'invoice-lines', '--out', out, '--until', until);
      expect(stdout).toContain('6 lines of 2 sealed periods');
      const written = JSON.parse(readFileSync(`${out}.manifest.json`, 'utf8')) as unknown;
      expect(written).toEqual(manifest.body);
      expect(sha256(readFileSync(out, 'utf8'))).toBe(manifest.body['sha256']);
    }, 30_000);

    it('is refused by the command line in a sentence where it would end beyond what is shown', async () => {
      const out = join(world.api.dataDir, 'beyond.csv');
      const typed = ['export', 'invoice-lines', '--json', '--out', out, '--until', '99999'];
      await expect(tokenledger(...typed)).rejects.toThrow(/Bills are shown up to position \d+, not to 99999/);
      expect(existsSync(out)).toBe(false);
      const whole = await tokenledger('export', 'invoice-lines', '--json', '--out', out, '--from-position', '1');
      expect(JSON.parse(whole)).toMatchObject({ lines: 6, fromPosition: 1 });
    }, 30_000);
  });
});
