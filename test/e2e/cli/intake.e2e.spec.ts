import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runCommand } from '#apps/cli/commands.js';
import { record, Workbench, SOURCE } from '../../integration/pipeline/workbench.js';
import { byHand } from '../../support/journal/changed-by-hand.js';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.js';

describe('tokenledger, of what was received', () => {
  let folder: TemporaryFolder;
  let bench: Workbench;

  beforeEach(async () => {
    folder = temporaryFolder();
    bench = await new Workbench({ dataDir: folder.path }).open();
    await bench.price('m');
    await bench.openAccount('a');
    await bench.feed(0, { id: 'x' }, { id: 'y', account: 'b' }, { id: 'z', account: 'c' });
    await bench.intake([record(5, 'not an event'), record(6, { id: 'x', data: { prompt: 'hello' } })]);
  });

  afterEach(async () => {
    process.exitCode = undefined;
    await bench.remove();
    folder.remove();
  });

  /** Beside the ledger, which stays open. */
  const tokenledger = async (...args: readonly string[]): Promise<string> => {
    let told = '';
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      told += String(text);
      return true;
    });
    try {
      await runCommand(['node', 'tokenledger', ...args, '--data-dir', folder.path]);
    } finally {
      write.mockRestore();
    }
    return told;
  };
  const json = async (...args: readonly string[]) => JSON.parse(await tokenledger(...args, '--json')) as unknown;

  it('lists rejected events, all or those that match', async () => {
    expect(await tokenledger('rejected')).toMatch(/malformed_json[^]*member_unknown/);
    expect(await json('rejected', '--code', 'member_unknown')).toMatchObject([{ offset: 6, usageId: 'x' }]);
    expect(await json('rejected', '--open', '--limit', '1')).toMatchObject([{ offset: 5 }]);
    expect(await tokenledger('rejected', '--usage-id', 'nobody')).toBe('No rejected events.\n');
    expect(await tokenledger('rejected', '--limit', '1')).toContain('The first 1 row; --limit shows more.');
  });

  it('tells instants as the other commands and HTTP do: RFC 3339 text', async () => {
    await bench.openAccount('b');
    const at = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/);
    expect(await json('rejected', '--limit', '1')).toMatchObject([{ receivedAt: at, replayedAt: null }]);
    expect(await json('held', '--account', 'b')).toMatchObject([{ receivedAt: at, releasedAt: at }]);
  });

  it('lists held events, all or those that match', async () => {
    await bench.openAccount('b');
    expect(await tokenledger('held')).toMatch(/y +charged[^]*account_unknown +c +z/);
    expect(await json('held', '--waiting', '--reason', 'account_unknown')).toMatchObject([{ usageId: 'z' }]);
    expect(await json('held', '--account', 'b')).toMatchObject([{ releasedAs: 'charged' }]);
    expect(await json('held', '--until', '2026-01-01T00:00:00Z')).toEqual([]);
  });

  it('proves the first outcome of every offset, and says with its exit code whether it holds (rule 37)', async () => {
    expect(await tokenledger('outcomes')).toMatch(/charged[^]*kafka/);
    expect(await tokenledger('outcomes', '--prove')).toContain('Rule 37 holds for 1 source');
    expect(await json('outcomes', '--prove')).toMatchObject({ holds: true, items: [{ source: SOURCE, skipped: 2 }] });
    expect(process.exitCode).toBeUndefined();
    await bench.ledger.close();
    byHand(join(folder.path, 'ledger.db'), 'UPDATE sources SET rejected = 1');
    expect(await tokenledger('outcomes', '--prove')).toContain('rejected: its total says 1, its outcomes 2.');
    expect(process.exitCode).toBe(1);
    await bench.open();
  });
});
