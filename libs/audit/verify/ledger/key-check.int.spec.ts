import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyFolder } from '#apps/standalone/audit/verify-folder.js';
import { Workbench } from '../../../../test/integration/pipeline/workbench.js';
import { byHand } from '../../../../test/support/journal/changed-by-hand.js';
import { temporaryFolder, type TemporaryFolder } from '../../../../test/support/temporary-folder.js';
import type { PartReport } from '../report.js';

/** Enough for a commit whose keys are stored as a run. */
const MANY = 300;

describe('the key index beside the records (rule 6)', () => {
  let folder: TemporaryFolder;
  let bench: Workbench;

  beforeEach(async () => {
    folder = temporaryFolder();
    bench = await new Workbench({ dataDir: folder.path }).open();
    await bench.price('m');
    await bench.openAccount('a');
    await bench.grant('a', 10_000);
    await bench.feed(0, { id: 'u-1' }, { id: 'u-2' });
  });

  afterEach(async () => {
    await bench.remove();
    folder.remove();
  });

  async function ledgerPart(): Promise<PartReport> {
    const { parts } = await verifyFolder(folder.path, { only: ['ledger'] });
    return parts[0]!;
  }

  const change = (sql: string): void => byHand(join(folder.path, 'ledger.db'), sql);
  const told = ({ faults }: PartReport) => faults.map(({ kind, account }) => [kind, account]);

  it('holds the key of every event, in the table and in its runs', async () => {
    await bench.feed(10, ...Array.from({ length: MANY }, (_, at) => ({ id: `many-${at}` })));
    await bench.feed(0, { id: 'u-1', input: 9 });
    const report = await ledgerPart();
    expect(report).toMatchObject({ verdict: 'ok', faults: [] });
    expect(report.checked['keys']).toBeGreaterThan(MANY);
  });

  it('names an event whose key was taken out: its usage would be charged once more', async () => {
    const { revision } = (await bench.records('a')).at(-1)!;
    change(`DELETE FROM keys WHERE revision = ${revision}`);
    const report = await ledgerPart();
    expect(told(report)).toEqual([['key_missing', 'a']]);
    expect(report.faults[0]!.sentence).toContain(`UsageCharged at account-a@${revision}`);
  });

  it('names a usage that was charged twice because its key was taken out', async () => {
    const { revision } = (await bench.records('a')).at(-1)!;
    change(`DELETE FROM keys WHERE revision = ${revision}`);
    await bench.reopen();
    await bench.feed(7, { id: 'u-2' });
    expect(told(await ledgerPart())).toEqual([['key_used_elsewhere', 'a']]);
  });

  it('names an event whose content is another by the index: what came again would be a conflict', async () => {
    const { revision } = (await bench.records('a')).at(-1)!;
    change(`UPDATE keys SET content = x'00000000000000000000000000000000' WHERE revision = ${revision}`);
    expect(told(await ledgerPart())).toEqual([['key_differs', 'a']]);
  });
});
