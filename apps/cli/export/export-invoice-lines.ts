import { existsSync } from 'node:fs';
import { open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { LEDGER_FILE } from '#apps/standalone/embedded-ledger.js';
import { createLedgerCodec } from '#apps/standalone/ledger-codec.js';
import { VIEWS_FILE } from '#apps/standalone/read-side.js';
import { viewJson } from '#libs/kernel/index.js';
import { sha256, startSha256 } from '#libs/platform/crypto/sha256.js';
import { openReadOnlyJournal } from '#libs/platform/sqlite/journal/index.js';
import { openViewsForQueries } from '#libs/platform/sqlite/views/index.js';
import {
  CheckpointMismatch,
  createReadModels,
  InvoiceExports,
  type AskedRange,
  type ExportFormat,
  type ExportManifest,
  type ExportRange,
} from '#libs/projections/index.js';
import { NotFound } from '../not-found.js';
import { startProgress } from '../terminal/progress.js';
import { table } from '../terminal/table.js';
import { grouped, plural } from '../terminal/text.js';
import { NotShownYet } from './not-shown-yet.js';

export interface ExportInvoiceLines {
  readonly dataDir: string;
  readonly json: boolean;
  readonly format: ExportFormat;
  readonly out: string;
  readonly asked: AskedRange;
}

/** Writes the file and its manifest, and says what is in them. */
export async function exportInvoiceLines({ dataDir, json, format, out, asked }: ExportInvoiceLines): Promise<string> {
  const [ledgerPath, viewsPath] = [join(dataDir, LEDGER_FILE), join(dataDir, VIEWS_FILE)];
  if (!existsSync(ledgerPath)) {
    throw new NotFound(`There is no ledger in ${dataDir}; name its folder with --data-dir.`);
  }
  if (!existsSync(viewsPath)) {
    throw new NotFound(`There are no bills in ${dataDir} yet: start the server, or run tokenledger rebuild.`);
  }
  const journal = openReadOnlyJournal(ledgerPath, createLedgerCodec());
  const db = openViewsForQueries(viewsPath);
  try {
    const { invoices } = createReadModels({ db }, journal.reader, sha256);
    const exports = new InvoiceExports(invoices, { startDigest: startSha256 });
    const range = await exports.range(asked);
    if (range === undefined) throw new NotShownYet((await invoices.shown())?.position ?? 0, asked.untilPosition);
    if (range.ledgerId !== journal.ledgerId) throw new CheckpointMismatch('invoice-lines', 'ledger');
    const manifest = await writeWhole(out, (file) => writeExport(exports, format, range, file));
    const text = `${JSON.stringify(viewJson(manifest), undefined, 2)}\n`;
    await writeFile(`${out}.manifest.json`, text);
    return json ? `${JSON.stringify(viewJson(manifest))}\n` : told(out, manifest);
  } finally {
    await db.destroy();
    journal.close();
  }
}

/** Under another name until all of it is on disk, so that nobody takes half an export for a whole one. */
async function writeWhole<Result>(path: string, write: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const unfinished = `${path}.part`;
  const file = await open(unfinished, 'w');
  try {
    const result = await write(file);
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    return result;
  } catch (fault) {
    await file.close();
    await rm(unfinished, { force: true });
    throw fault;
  }
}

async function writeExport(
  exports: InvoiceExports,
  format: ExportFormat,
  range: ExportRange,
  file: FileHandle,
): Promise<ExportManifest> {
  const total = Math.max(range.untilPosition - range.fromPosition + 1, 0);
  const progress = startProgress({ total, label: 'exporting', show: grouped });
  try {
    return await exports.write(format, range, async (text, reached) => {
      await file.appendFile(text);
      progress.moveTo(Math.max(reached - range.fromPosition + 1, 0));
    });
  } finally {
    progress.stop();
  }
}

function told(
  out: string,
  { lines, periods, totals, fromPosition, untilPosition, sha256: digest }: ExportManifest,
): string {
  const right = (head: string) => ({ head, align: 'right' as const });
  const columns = [{ head: 'type' }, { head: 'currency' }, right('lines'), right('minor units')];
  const rows = totals.map((total) => [total.type, total.currency, grouped(total.lines), grouped(total.amountMinor)]);
  const title = `${out}: ${plural(lines, 'line')} of ${plural(periods, 'sealed period')}`;
  const sums = rows.length === 0 ? '' : table(title, columns, rows);
  const heading = rows.length === 0 ? `\n${title}\n` : '';
  return `${heading}${sums}\n  Positions ${fromPosition} to ${untilPosition}, SHA-256 ${digest}\n  ${out}.manifest.json says so too.\n`;
}
