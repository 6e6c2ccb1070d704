import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { Service } from './support/service.js';

const GUIDES = join(import.meta.dirname, '../../../docs/guides');

/** What a guide tells a reader to type, less what starts the service and what the test knows better. */
function commandsOf(guide: string): string {
  const text = readFileSync(join(GUIDES, guide), 'utf8');
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block]) => block ?? '');
  const lines = blocks
    .filter((block) => !block.includes('npm start'))
    .join('\n')
    .split('\n');
  return lines.filter((line) => !/^export (ADMIN|LEDGER)=/.test(line)).join('\n');
}

type Answered = Record<string, unknown>;

describe('the guides', () => {
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

  /** One guide goes on where the other ends, so they are typed in one shell. */
  async function typed(...guides: readonly string[]): Promise<readonly Answered[]> {
    const ADMIN = /tl_\w+/.exec(service.said())?.[0] ?? '';
    const LEDGER = await service.listening();
    const script = guides.map(commandsOf).join('\n');
    const { stdout } = await promisify(execFile)('bash', ['-euc', script], { env: { ...process.env, ADMIN, LEDGER } });
    const lines = stdout.split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as Answered);
  }

  it('do what they say, word for word', async () => {
    const answers = await typed('first-debit.md', 'sell-a-plan.md');
    expect(answers.filter(({ type }) => String(type).startsWith('urn:'))).toEqual([]);
    const [, , , charged, balance, receipt, invoice, history, , , , held, settled, ...ended] = answers;
    expect(charged).toMatchObject({ outcome: 'charged', receipt: { creditsMicro: '250000000' } });
    expect(balance).toMatchObject({ availableMicro: '750000000' });
    expect(receipt).toMatchObject({ totalMicro: '250000000' });
    expect(invoice).toMatchObject({ currency: 'CNY', totals: { amountMinor: '1990' } });
    expect(history?.['items']).toHaveLength(4);
    expect(held).toMatchObject({ heldMicro: '2500000000' });
    expect(settled).toMatchObject({ outcome: 'charged', receipt: { creditsMicro: '1500000000' } });
    const [balanceAfter, receiptAfter, members, bill] = ended;
    expect(balanceAfter).toMatchObject({ availableMicro: '10000000000', reservedMicro: '0' });
    expect(receiptAfter).toMatchObject({ totalMicro: '1500000000', corrections: [{ totalMicro: '0' }] });
    expect(members?.['items']).toMatchObject([{ member: 'kid', usedThisPeriodMicro: '0' }]);
    expect(bill).toMatchObject({ totals: { amountMinor: '1990' } });
  }, 30_000);

  it('let a billing system take what is sealed, acknowledge it, and check a file against its manifest', async () => {
    const answers = await typed('first-debit.md', 'bill-the-lines.md');
    const [lines, acknowledged, all, manifest] = answers.slice(-4);
    expect(lines).toMatchObject({ items: [], next: null });
    expect(acknowledged).toMatchObject({ cursor: lines?.['cursor'], outstandingPeriods: 0 });
    expect(all).toMatchObject({ items: [acknowledged] });
    expect(manifest).toMatchObject({ format: 'csv', lines: 0, totals: [] });
  }, 30_000);

  it('let an operator make a webhook endpoint, try it, change its secret, and replay what it missed', async () => {
    const answers = await typed('first-debit.md', 'receive-webhooks.md');
    const [tried, listed, rotated, disabled, enabled, replayed] = answers.slice(-6);
    expect(listed).toMatchObject({ items: [{ message: tried?.['message'], type: 'webhook.test' }] });
    expect(rotated?.['secret']).toMatch(/^whsec_/);
    expect([disabled, enabled]).toMatchObject([{ state: 'disabled' }, { state: 'enabled' }]);
    expect(replayed).toEqual({ count: 1 });
  }, 30_000);
});
