import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { openEmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { INTAKE_OUTCOMES } from '#libs/journal/ports/intake-facts.js';
import { NotFound } from '../not-found.js';
import { waitingForServer } from '../waiting-for-server.js';
import { startProgress } from '../terminal/progress.js';
import { table } from '../terminal/table.js';
import { grouped, megabytes, plural } from '../terminal/text.js';
import { ingestFile, type FileIngested } from './ingest-file.js';
import { fileBytes } from './usage-file.js';

export interface IngestOptions {
  readonly dataDir: string;
  readonly lateHorizonMs: number;
  /** Values of CloudEvents `source` the file may use (rule 8). */
  readonly sources: readonly string[];
  readonly json: boolean;
}

/** @throws LedgerLocked while a server or another command writes to the folder */
export async function ingest(path: string, options: IngestOptions): Promise<string> {
  const { dataDir, lateHorizonMs, sources } = options;
  if (!existsSync(path)) throw new NotFound(`There is no file ${path}.`);
  const total = await fileBytes(path);
  const ledger = await openEmbeddedLedger({ dataDir, lateHorizonMs, watermarks: waitingForServer() });
  const progress = startProgress({ total, label: 'reading', show: megabytes });
  try {
    const ingested = await ingestFile({
      path,
      intake: ledger.intake,
      intakeRecords: ledger.intakeRecords,
      producer: { actor: `file:${userInfo().username}`, sources },
      clock: Date.now,
      onProgress: (bytes) => progress.moveTo(bytes),
    });
    return options.json ? `${JSON.stringify(ingested)}\n` : told(path, ingested);
  } finally {
    progress.stop();
    await ledger.close();
  }
}

function told(path: string, { source, lines, doneBefore, outcomes }: FileIngested): string {
  const before = doneBefore === 0 ? '' : `  Lines up to ${grouped(doneBefore)} had their outcome already.\n`;
  const rows = INTAKE_OUTCOMES.map((outcome) => [outcome, grouped(outcomes[outcome])]);
  const columns = [{ head: 'outcome' }, { head: 'lines', align: 'right' as const }];
  return `${table(`${path}: ${plural(lines, 'line')} told`, columns, rows)}\n${before}  Recorded as ${source}\n`;
}
