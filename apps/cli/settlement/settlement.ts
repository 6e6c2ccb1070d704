import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_FILE } from '#apps/standalone/embedded-ledger.js';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { VIEWS_FILE } from '#apps/standalone/read-side.js';
import { createSettlementCatalogue } from '#libs/catalog/index.js';
import { viewJson } from '#libs/kernel/index.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { openReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { openViewsForQueries } from '#libs/platform/sqlite/views/index.js';
import {
  createReadModels,
  createSettlements,
  settlementCsv,
  type Settlement,
  type SettlementMonth,
} from '#libs/projections/index.js';
import { NotFound } from '../not-found.js';
import { settlementTables } from './settlement-tables.js';

interface How {
  readonly dataDir: string;
  readonly json: boolean;
  readonly csv: boolean;
}

/** What suppliers and partners are owed for a month, and the margins. Reads beside a running server. */
export async function settlement(month: SettlementMonth, { dataDir, json, csv }: How): Promise<string> {
  const settled = await readSettlement(month, dataDir);
  if (json) return `${JSON.stringify(viewJson(settled))}\n`;
  return csv ? settlementCsv(settled) : settlementTables(settled);
}

async function readSettlement(month: SettlementMonth, dataDir: string): Promise<Settlement> {
  const [ledgerPath, viewsPath] = [join(dataDir, LEDGER_FILE), join(dataDir, VIEWS_FILE)];
  if (!existsSync(ledgerPath)) {
    throw new NotFound(`There is no ledger in ${dataDir}; name its folder with --data-dir.`);
  }
  if (!existsSync(viewsPath)) {
    throw new NotFound(`Nothing is settled in ${dataDir} yet: start the server, or run tokenledger rebuild.`);
  }
  const { reader, streamDirectory, close } = openReadOnlyJournal(ledgerPath, createLedgerCodec());
  const db = openViewsForQueries(viewsPath);
  try {
    const figures = createReadModels({ db }, reader, sha256).settlements;
    const catalogue = createSettlementCatalogue(reader, streamDirectory);
    return await createSettlements({ figures, catalogue, reader, clock: Date.now }).settlement(month);
  } finally {
    await db.destroy();
    close();
  }
}
