import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { openEmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const HOOKS = fileURLToPath(new URL('../../support/run-typescript.mjs', import.meta.url));

const MAIN = fileURLToPath(new URL('../../support/audit/verify-in-thread.main.ts', import.meta.url));

it('a verification in a thread of its own reports, can be cancelled, and says what keeps it from reporting', async () => {
  const folder = temporaryFolder();
  try {
    const ledger = await openEmbeddedLedger({ dataDir: folder.path });
    await ledger.close();
    const child = spawn(process.execPath, ['--import', HOOKS, MAIN, folder.path]);
    let told = '';
    child.stdout.on('data', (text: Buffer) => (told += text.toString()));
    child.stderr.on('data', (text: Buffer) => (told += text.toString()));
    await once(child, 'close');
    expect(told).toMatch(/^\[/);
    expect(JSON.parse(told)).toEqual(['ok', ['It was cancelled.'], expect.stringContaining('unable to open')]);
  } finally {
    folder.remove();
  }
}, 60_000);
