import { join } from 'node:path';
import type { EmbeddedLedger } from '#apps/standalone/embedded-ledger.js';
import { ingestFile, type FileIngested } from '#apps/cli/ingest/ingest-file.js';
import { fileBytes } from '#apps/cli/ingest/usage-file.js';
import { startProgress } from '#apps/cli/terminal/progress.js';
import { grouped, megabytes, plural } from '#apps/cli/terminal/text.js';
import type { Instant } from '#libs/kernel/index.js';
import type { ProjectionProgress, ReadModels } from '#libs/projections/contract.js';
import { checkBooks } from './checks/books-add-up.js';
import { gather } from './findings.js';
import { printReport } from './report/report.js';
import { lateAccount, sampleAccounts } from './sample/accounts.js';
import { Dice } from './sample/dice.js';
import { SAMPLE_SOURCES, SampleTraffic } from './sample/events.js';
import { writeLines } from './sample/usage-file.js';
import { openAccounts, publishCatalogue, publishMissingRate } from './set-up.js';

const PATIENCE_MS = 120_000;

export interface DemoParts {
  readonly ledger: EmbeddedLedger;
  readonly views: ReadModels;
  readonly progress: ProjectionProgress;
  /** All usage is in: what waited for it may be taken (rule 15). */
  readonly caughtUp: () => void;
  readonly dataDir: string;
  readonly print: (text: string) => void;
}

/** @returns whether every check held */
export async function runDemo(
  parts: DemoParts,
  size: { readonly events: number; readonly seed: number },
): Promise<boolean> {
  const { ledger, views, print } = parts;
  const start = Date.now();
  const step = steps(print);
  const dice = new Dice(size.seed);
  const accounts = sampleAccounts(dice, start);
  const late = lateAccount(dice, start);

  await publishCatalogue(ledger, start);
  await openAccounts(ledger, accounts);
  step(`published the sample tariff, opened ${plural(accounts.length, 'account')}`);

  const path = await writeUsage(parts.dataDir, new SampleTraffic(dice, start, accounts).lines(size.events));
  step(`wrote ${plural(size.events, 'line')} of usage to ${path}`);

  const ingested = await feed(path, parts);
  step(`ingested them: ${grouped(ingested.outcomes.charged)} charged at once`);

  await publishMissingRate(ledger, start);
  await openAccounts(ledger, [late]);
  await ledger.heldSettled();
  step('priced a model that had no price, opened an account that was used too early');

  await shown(parts);
  parts.caughtUp();
  const { events: due } = await ledger.dueWork(views.timers).run();
  step(`did what had fallen due: ${plural(due, 'event')}, periods sealed and rests expired among them`);

  await shown(parts);
  step('all read models show all of it');

  const findings = await gather({ ledger, views, source: ingested.source, now: Date.now() });
  const checks = checkBooks(findings, size.events);
  await printReport({ findings, checks, views, print });
  return checks.every((check) => check.holds);
}

async function writeUsage(dataDir: string, lines: Iterable<string>): Promise<string> {
  const path = join(dataDir, 'usage.ndjson');
  await writeLines(path, lines);
  return path;
}

async function feed(path: string, { ledger }: DemoParts): Promise<FileIngested> {
  const progress = startProgress({ total: await fileBytes(path), label: 'ingesting', show: megabytes, eager: true });
  try {
    return await ingestFile({
      path,
      intake: ledger.intake,
      intakeRecords: ledger.intakeRecords,
      producer: { actor: 'demo', sources: [SAMPLE_SOURCES] },
      clock: Date.now,
      onProgress: (bytes) => progress.moveTo(bytes),
    });
  } finally {
    progress.stop();
  }
}

async function shown({ ledger, progress }: DemoParts): Promise<void> {
  const head = await ledger.reader.head();
  if (await progress.waitFor(head, PATIENCE_MS)) return;
  throw new Error(`the read models have not reached position ${head} in ${PATIENCE_MS / 1_000} s`);
}

/** Tells each step with the time it took. */
function steps(print: (text: string) => void): (done: string) => void {
  let since: Instant = Date.now();
  return (done) => {
    const now = Date.now();
    print(`  ✓ ${done}  (${((now - since) / 1_000).toFixed(1)} s)\n`);
    since = now;
  };
}
