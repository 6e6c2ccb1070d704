import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { Service } from './support/service.js';

const GUIDE = join(import.meta.dirname, '../../../docs/guides/first-debit.md');

/** What the guide tells a reader to type, less what starts the service and what the test knows better. */
function commandsOf(guide: string): string {
  const blocks = [...guide.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block]) => block ?? '');
  const lines = blocks.slice(1).join('\n').split('\n');
  return lines.filter((line) => !/^export (ADMIN|LEDGER)=/.test(line)).join('\n');
}

describe('the guide to a first debit', () => {
  const folder = temporaryFolder();
  let service: Service;

  beforeAll(async () => {
    service = Service.start({ DATA_DIR: folder.path });
    await service.listening();
  }, 30_000);

  afterAll(async () => {
    await service.stop();
    folder.remove();
  });

  it('does what it says, word for word', async () => {
    const ADMIN = /tl_\w+/.exec(service.said())?.[0] ?? '';
    const LEDGER = await service.listening();
    const script = commandsOf(readFileSync(GUIDE, 'utf8'));
    const { stdout } = await promisify(execFile)('bash', ['-euc', script], { env: { ...process.env, ADMIN, LEDGER } });
    const answers = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(answers.filter(({ type }) => String(type).startsWith('urn:'))).toEqual([]);
    const [, , , charged, balance, receipt, invoice, history] = answers;
    expect(charged).toMatchObject({ outcome: 'charged', receipt: { creditsMicro: '250000000' } });
    expect(balance).toMatchObject({ availableMicro: '750000000' });
    expect(receipt).toMatchObject({ totalMicro: '250000000' });
    expect(invoice).toMatchObject({ currency: 'CNY', totals: { amountMinor: '1990' } });
    expect(history?.['items']).toHaveLength(4);
  }, 30_000);
});
