import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { eventually } from '../../support/eventually.js';
import { DemoProcess } from './demo-process.js';

jest.setTimeout(120_000);

const { path: folder, remove } = temporaryFolder();

afterAll(remove);

const OUTCOMES = ['charged', 'duplicate', 'conflict', 'rejected', 'held', 'received'];

/** The first figure of the line that begins with a word. */
function figure(output: string, word: string): number {
  const [, digits] = new RegExp(`^ +${word} +([\\d,]+)`, 'm').exec(output) ?? [];
  if (digits === undefined) throw new Error(`no line about ${word} in:\n${output}`);
  return Number(digits.replaceAll(',', ''));
}

function figures(output: string): readonly number[] {
  return OUTCOMES.map((word) => figure(output, word));
}

describe('npm run demo -- --exit', () => {
  let demo: DemoProcess;

  beforeAll(async () => {
    demo = new DemoProcess(['--exit', '--events', '3000'], folder);
    await demo.ended;
  });

  it('ends well and leaves nothing behind', async () => {
    expect([await demo.ended, demo.errors]).toEqual([0, '']);
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells what became of every event, and the outcomes sum to what was received (rule 37)', () => {
    const counts = figures(demo.output);
    expect(counts.at(-1)).toBe(3_000);
    expect(counts.slice(0, -1).reduce((total, count) => total + count, 0)).toBe(3_000);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  it('releases all that was held for the missing rate', () => {
    const [, held, released] = /rate_unknown +(\d+) +(\d+)/.exec(demo.output) ?? [];
    expect(Number(held)).toBeGreaterThan(0);
    expect(released).toBe(held);
  });

  it('shows balances, alerts, an invoice and a receipt', () => {
    for (const title of ['Rejected, by reason', 'Top balances', 'Alerts fired', 'Draft invoice of', 'Receipt for']) {
      expect(demo.output).toContain(title);
    }
  });

  it('checks out loud that the books add up', () => {
    const checks = demo.output.split('Do the books add up?')[1] ?? '';
    expect(checks.match(/✓/g)).toHaveLength(6);
    expect(checks).not.toContain('✗');
    expect(checks).toContain('The books add up.');
  });

  it('can be read in 100 columns', () => {
    expect(demo.output.split('\n').filter((line) => line.length > 100)).toEqual([]);
  });

  it('tells the same story for the same seed, and another for another', async () => {
    const again = new DemoProcess(['--exit', '--events', '3000'], folder);
    await again.ended;
    expect(figures(again.output)).toEqual(figures(demo.output));
    const other = new DemoProcess(['--exit', '--events', '3000', '--seed', '2'], folder);
    expect(await other.ended).toBe(0);
    expect(figures(other.output)).not.toEqual(figures(demo.output));
  });
});

it('npm run demo leaves the server running and shows where and with which key', async () => {
  const demo = new DemoProcess(['--events', '500', '--port', '0'], folder);
  try {
    await eventually('the demo invites to its server', () => demo.output.includes('Ctrl-C ends it'), 60_000);
    const [, url] = /API and docs +(\S+)\/docs/.exec(demo.output) ?? [];
    const [, key] = /Admin key +(\S+)/.exec(demo.output) ?? [];
    const balance = await fetch(`${url}/v1/accounts/team-008/balance`, { headers: { authorization: `Bearer ${key}` } });
    expect(balance.status).toBe(200);
    expect(await balance.json()).toMatchObject({ account: 'team-008' });
  } finally {
    demo.interrupt();
  }
  expect([await demo.ended, demo.errors]).toEqual([0, '']);
});

it('npm run demo -- --help teaches, and a wrong option says what is expected', async () => {
  const help = new DemoProcess(['--help'], folder);
  expect(await help.ended).toBe(0);
  expect(help.output).toContain('npm run demo -- --events 5000 --seed 7');
  const wrong = new DemoProcess(['--events', 'many'], folder);
  expect(await wrong.ended).toBe(1);
  expect(wrong.errors).toContain('It must be a whole number from 100 to 5000000.');
});
