import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runCommand } from '#apps/cli/commands.js';
import { openEmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { openReadSide } from '#apps/standalone/read-side.js';
import { ProductReplay } from '../../simulation/product-replay.js';
import { makeTraffic, stepsOf } from '../../support/oracle/index.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const HOOKS = join(ROOT, 'test', 'support', 'run-typescript.mjs');
const MAIN = join(ROOT, 'apps', 'cli', 'main.ts');
const HOUR = 3_600_000;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Fault {
  readonly kind: string;
  readonly firstPosition: number | null;
  readonly row: { readonly table: string; readonly key: string; readonly column: string } | null;
}

interface Report {
  readonly verdict: string;
  readonly head: number;
  readonly journalHead: { readonly position: number; readonly digest: string };
  readonly parts: readonly {
    readonly part: string;
    readonly verdict: string;
    readonly checked: Readonly<Record<string, number>>;
    readonly faults: readonly Fault[];
    readonly couldNot: readonly string[];
  }[];
}

describe('tokenledger for auditors', () => {
  let temporary: TemporaryFolder;
  let dataDir: string;

  beforeEach(async () => {
    temporary = temporaryFolder();
    dataDir = temporary.path;
    const replay = new ProductReplay(1);
    const ledger = await openEmbeddedLedger({ dataDir, clock: () => replay.now });
    const traffic = makeTraffic({ seed: 7, accounts: 5, events: 200, until: Date.now() - HOUR, recordSource: 'file' });
    await replay.run(ledger, stepsOf(traffic));
    const readSide = await openReadSide(ledger, dataDir, 'inline');
    await readSide.progress.waitFor(await ledger.reader.head(), 20_000);
    await readSide.close();
    await ledger.close();
  });

  afterEach(() => temporary.remove());

  function tokenledger(...args: readonly string[]): Promise<Ran> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, ['--import', HOOKS, MAIN, ...args, '--data-dir', dataDir]);
      let out = '';
      let err = '';
      child.stdout.on('data', (text: Buffer) => (out += text.toString()));
      child.stderr.on('data', (text: Buffer) => (err += text.toString()));
      child.once('close', (code) => resolve({ code, out, err }));
    });
  }

  /** The same command in this process: a process of its own takes seconds to start from sources. */
  async function here(...args: readonly string[]): Promise<Ran> {
    let out = '';
    const told = jest.spyOn(process.stdout, 'write').mockImplementation(((text: string, done?: () => void) => {
      out += text;
      done?.();
      return true;
    }) as typeof process.stdout.write);
    const before = process.exitCode;
    process.exitCode = undefined;
    try {
      await runCommand(['node', 'tokenledger', ...args, '--data-dir', dataDir]);
      return { code: Number(process.exitCode ?? 0), out, err: '' };
    } catch (fault) {
      return { code: Number(process.exitCode ?? 1), out, err: (fault as Error).message };
    } finally {
      process.exitCode = before;
      told.mockRestore();
    }
  }

  async function verified(run = tokenledger, ...args: readonly string[]): Promise<Report & Pick<Ran, 'code'>> {
    const { code, out, err } = await run('verify', '--json', ...args);
    expect(err).toBe('');
    return { code, ...(JSON.parse(out) as Report) };
  }

  function byHand(file: string, change: (database: DatabaseSync) => void): void {
    const database = new DatabaseSync(join(dataDir, file));
    change(database);
    database.close();
  }

  /** Some account, and where it was opened. */
  function opened(): { readonly account: string; readonly position: number } {
    const views = new DatabaseSync(join(dataDir, 'views.db'), { readOnly: true });
    const { account } = views.prepare('SELECT account FROM balances ORDER BY account LIMIT 1').get()!;
    views.close();
    const journal = new DatabaseSync(join(dataDir, 'ledger.db'), { readOnly: true });
    const found = journal
      .prepare('SELECT position FROM records JOIN streams USING (stream_no) WHERE name = ? AND revision = 0')
      .get(`account-${String(account)}`)!;
    journal.close();
    return { account: String(account), position: Number(found['position']) };
  }

  it('verify finds a sound ledger sound beside a writer, and vouches for the head that was kept', async () => {
    const ledger = await openEmbeddedLedger({ dataDir });
    try {
      const report = await verified();
      expect(report.parts.flatMap(({ faults, couldNot }) => [...faults, ...couldNot])).toEqual([]);
      expect(report).toMatchObject({ code: 0, verdict: 'ok' });
      expect(report.parts.map(({ part, verdict }) => `${part} ${verdict}`)).toEqual([
        'journal ok',
        'ledger ok',
        'projections ok',
        'rating ok',
      ]);
      expect(report.parts[1]!.checked['events']).toBe(report.head);
      expect(report.parts[3]!.checked['debits']).toBeGreaterThan(100);
      const { position, digest } = report.journalHead;
      const kept = ['verify', '--only', 'journal', '--against'];
      expect((await here(...kept, `${position}:${digest}`)).code).toBe(0);
      expect((await here(...kept, `${position}:${'ab'.repeat(32)}`)).code).toBe(1);
      expect(readdirSync(dataDir).filter((name) => name.startsWith('verify-'))).toEqual([]);
    } finally {
      await ledger.close();
    }
  }, 60_000);

  it('H11: verify names a byte changed by hand in ledger.db and a row changed in views.db, each', async () => {
    const { account, position } = opened();
    byHand('ledger.db', (database) => {
      database.exec('DROP TRIGGER records_append_only_update');
      const { body } = database.prepare('SELECT body FROM records WHERE position = ?').get(position)!;
      const bytes = Buffer.from(body as Uint8Array);
      const currency = bytes.indexOf('CNY');
      expect(currency).toBeGreaterThan(0);
      bytes.write('CNX', currency);
      database.prepare('UPDATE records SET body = ? WHERE position = ?').run(bytes, position);
    });
    byHand('views.db', (database) =>
      database.prepare('UPDATE balances SET remaining_micro = remaining_micro + 1 WHERE account = ?').run(account),
    );
    const { code, parts } = await verified();
    expect(code).toBe(1);
    const faults = parts.flatMap((part) => part.faults.map((fault) => ({ part: part.part, ...fault })));
    expect(faults).toContainEqual(
      expect.objectContaining({ part: 'journal', kind: 'record_changed', firstPosition: position }),
    );
    const row = { table: 'balances', key: account, column: 'remaining_micro' };
    expect(faults).toContainEqual(expect.objectContaining({ part: 'projections', kind: 'column_differs', row }));
    const told = await here('verify', '--only', 'projections');
    expect(told.out).toContain(`balances[${account}].remaining_micro is`);
    expect(told.out).toMatch(/^ {2}FAULTS$/m);
  }, 60_000);

  it('H8: verify of what cannot be read ends with 3, not with 0', async () => {
    writeFileSync(join(dataDir, 'views.db'), 'this is no database');
    const unreadable = await here('verify', '--only', 'projections');
    expect([unreadable.code, unreadable.out]).toEqual([3, expect.stringContaining('COULD NOT VERIFY')]);
    byHand('ledger.db', (database) => {
      database.exec('DROP TRIGGER records_append_only_update');
      database.exec("UPDATE records SET type = 'SomethingElse' WHERE position = 1");
    });
    const { code, parts } = await verified(here, '--only', 'ledger');
    expect([code, parts[0]!.couldNot[0]]).toEqual([3, expect.stringContaining('SomethingElse')]);
  }, 60_000);

  it('history tells every event with the balance after each, as a table, as JSON and as a file', async () => {
    const { account, position } = opened();
    const { out } = await here('history', account);
    expect(out).toContain('UsageCharged');
    const told = JSON.parse((await here('history', account, '--json')).out) as {
      events: readonly unknown[];
      end: { readonly events: number };
    };
    expect(told.end.events).toBe(told.events.length);
    const file = join(dataDir, 'history.ndjson');
    expect((await here('history', account, '--ndjson', file)).code).toBe(0);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([...told.events, told.end]);
    const first = await here('history', account, '--json', '--to-position', String(position));
    expect(JSON.parse(first.out)).toMatchObject({ events: [{ revision: 0, position }], end: { events: 1 } });
  }, 60_000);

  it('replay tells the state an account came to, and both say what they cannot find', async () => {
    const { account } = opened();
    const { out } = await here('replay', account, '--json');
    expect(JSON.parse(out)).toMatchObject({ account, state: { standing: 'active' } });
    expect((await here('replay', account)).out).toContain('Grants, in burn order');
    const nobody = await here('replay', 'nobody');
    expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('there is no such account')]);
    const unknown = await here('history', 'nobody', '--json');
    expect([unknown.code, unknown.out]).toEqual([1, '']);
  }, 60_000);
});
