import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_FILE } from '#apps/standalone/embedded-ledger.js';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { INTAKE_OUTCOMES } from '#libs/journal/ports/intake-facts.js';
import type { SourceTotals } from '#libs/journal/ports/intake-records.port.js';
import { openReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { NotFound } from './not-found.js';
import { table } from './terminal/table.js';
import { grouped } from './terminal/text.js';

/** What became of every record received, per source (rule 37). Reads beside a running server. */
export async function outcomes(options: { readonly dataDir: string; readonly json: boolean }): Promise<string> {
  const path = join(options.dataDir, LEDGER_FILE);
  if (!existsSync(path))
    throw new NotFound(`There is no ledger in ${options.dataDir}; name its folder with --data-dir.`);
  const journal = openReadOnlyJournal(path, createLedgerCodec());
  try {
    const totals = await journal.intakeRecords.totals();
    return options.json ? `${JSON.stringify(totals)}\n` : outcomesTable(totals);
  } finally {
    journal.close();
  }
}

function outcomesTable(totals: readonly SourceTotals[]): string {
  if (totals.length === 0) return 'Nothing was received yet.\n';
  const heads = ['received', ...INTAKE_OUTCOMES];
  const rows = totals.map(({ source, received, counts }) => [
    shortened(source),
    grouped(received),
    ...INTAKE_OUTCOMES.map((outcome) => grouped(counts[outcome])),
  ]);
  const columns = [{ head: 'source' }, ...heads.map((head) => ({ head, align: 'right' as const }))];
  return table('First outcomes by source', columns, rows);
}

/** The digest that names a file is 64 digits long. */
function shortened(source: string): string {
  return source.length <= 36 ? source : `${source.slice(0, 35)}…`;
}
