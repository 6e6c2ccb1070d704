import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { ProductReplay } from '../../simulation/product-replay.js';
import { makeTraffic, Oracle, stepsOf } from '../../support/oracle/index.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';

const MAIN = join(import.meta.dirname, '..', '..', '..', 'dist', 'apps', 'cli', 'main.js');
const HOUR = 3_600_000;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function tokenledger(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args]);
    let out = '';
    let err = '';
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

describe('tokenledger', () => {
  const now = Date.now();
  const traffic = makeTraffic({ seed: 5, accounts: 10, events: 1_500, until: now - HOUR, recordSource: 'file' });
  const text = `${traffic.records.map((record) => record.text).join('\n')}\n`;
  let temporary: TemporaryFolder;
  let folder: string;
  let file: string;
  let where: readonly string[];

  beforeEach(async () => {
    temporary = temporaryFolder();
    folder = temporary.path;
    file = join(folder, 'usage.ndjson');
    where = ['--data-dir', join(folder, 'data')];
    await writeFile(file, text);
    const replay = new ProductReplay(1);
    const ledger = await openEmbeddedLedger({ dataDir: join(folder, 'data'), clock: () => replay.now });
    await replay.run(ledger, traffic.setUp);
    await ledger.close();
  });

  afterEach(() => temporary.remove());

  const ingest = (...more: readonly string[]): Promise<Ran> =>
    tokenledger('ingest', file, '--source-pattern', 'gateway/*', '--json', ...where, ...more);

  it('ingests a file to the outcomes the oracle gives, and tells them per source', async () => {
    const ran = await ingest();
    const received = { ...traffic, records: traffic.records.map((record) => ({ ...record, receivedAt: now })) };
    const expected = new Oracle().run(stepsOf(received)).totals.get('file');
    expect([ran.code, ran.err]).toEqual([0, '']);
    const told = JSON.parse(ran.out) as { source: string; outcomes: unknown; lines: number };
    expect(told).toMatchObject({ lines: 1_500, outcomes: expected });
    const outcomes = JSON.parse((await tokenledger('outcomes', '--json', ...where)).out) as unknown;
    expect(outcomes).toMatchObject([{ source: told.source, received: 1_500, counts: expected }]);
  });

  it('charges nothing twice: the same file is done, a copy of it is full of duplicates', async () => {
    await ingest();
    expect(JSON.parse((await ingest()).out)).toMatchObject({ lines: 0, doneBefore: 1_500 });
    await writeFile(file, `\n${text}`);
    expect(JSON.parse((await ingest()).out)).toMatchObject({ lines: 1_500, outcomes: { charged: 0 } });
  });

  it('refuses sources the file may not use (rule 8)', async () => {
    const ran = await tokenledger('ingest', file, '--source-pattern', 'other/*', '--json', ...where);
    expect(JSON.parse(ran.out)).toMatchObject({ outcomes: { rejected: 1_500 } });
  });

  it('rebuilds read models from the journal alone', async () => {
    await ingest();
    const ran = await tokenledger('rebuild', ...where);
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toMatch(/^Rebuilt accounts, balances, .* from [\d,]+ events\.$/m);
  });

  it('says what to do while another process writes to the folder, and reads beside it', async () => {
    const ledger = await openEmbeddedLedger({ dataDir: join(folder, 'data') });
    try {
      const ran = await ingest();
      expect(ran.code).toBe(1);
      expect(ran.err).toContain('POST /v1/usage');
      expect((await tokenledger('outcomes', ...where)).out).toBe('Nothing was received yet.\n');
    } finally {
      await ledger.close();
    }
  });

  it('teaches, and explains what it cannot find', async () => {
    const help = await tokenledger('--help');
    expect(help.out).toContain("tokenledger ingest usage.ndjson --source-pattern 'gateway/*'");
    const missing = await tokenledger('outcomes', '--data-dir', join(folder, 'nowhere'));
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('There is no ledger in')]);
    const noFile = await tokenledger('ingest', join(folder, 'none'), '--source-pattern', '*', ...where);
    expect([noFile.code, noFile.err]).toEqual([1, expect.stringContaining('There is no file')]);
  });
});
