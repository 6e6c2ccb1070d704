import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_FILE } from '#apps/standalone/embedded-ledger.js';
import { NotFound } from './not-found.js';

/** @throws NotFound where the folder holds no ledger */
export function ledgerFileIn(dataDir: string): string {
  const path = join(dataDir, LEDGER_FILE);
  if (existsSync(path)) return path;
  throw new NotFound(`There is no ledger in ${dataDir}; name its folder with --data-dir.`);
}
