#!/usr/bin/env node
import { LedgerLocked } from '#libs/platform/sqlite/journal/index.js';
import { runCommand } from './commands.js';

/** What a person can put right is told in a sentence; anything else with its stack. */
function fail(fault: unknown): void {
  // A command may have said more than that it failed.
  process.exitCode ??= 1;
  process.stderr.write(`${explained(fault)}\n`);
}

function explained(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  if (fault instanceof LedgerLocked) {
    return `${fault.message}.\nWhile a server runs on this folder, send usage to it: POST /v1/usage.`;
  }
  const isPlain = 'code' in fault || fault.name === 'ConfigError';
  return isPlain ? fault.message : (fault.stack ?? fault.message);
}

runCommand(process.argv).catch(fail);
