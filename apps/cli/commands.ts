import { Argument, Command } from 'commander';
import { processConfig } from '#libs/platform/config/index.js';
import { PROJECTION_NAMES, type ProjectionName } from '#libs/projections/index.js';
import { print, where, withCommonOptions, type CommonOptions } from './common-options.js';
import { addAudit } from './audit/audit.commands.js';
import { addExport } from './export/export.command.js';
import { ingest } from './ingest/ingest.command.js';
import { addIntake } from './intake/intake.commands.js';
import { addLifecycle } from './lifecycle/lifecycle.command.js';
import { rebuild } from './rebuild.command.js';
import { addSettlement } from './settlement/settlement.command.js';

const DAY_MS = 86_400_000;

const TEACHING = `
Examples
  tokenledger ingest usage.ndjson --source-pattern 'gateway/*'
      Charges a file of metering events, one CloudEvent a line. Told twice, nothing is charged twice;
      interrupted, it goes on where it was.
  tokenledger outcomes
      What became of every record received, per source: charged + duplicates + conflicts + rejected + held.
  tokenledger rejected --code source_not_allowed
      Events that cannot be charged as they are, and why; tokenledger held lists those that wait.
  tokenledger rebuild balances
      Throws the rows of a read model away and derives them again from the journal.
  tokenledger lifecycle
      What became of every credit, from issue to end: it adds up, or the command says so.
  tokenledger verify
      Whether all that is stored, shown and charged follows from what happened.
  tokenledger export invoice-lines --format csv --out lines.csv
      Writes the lines of sealed bills to a file, and beside it what it holds: totals, positions, digest.

Only one process writes to a data folder: ingest and rebuild need the server stopped; the others do not.
Settings come from the same variables as the server's (DATA_DIR, LATE_HORIZON_DAYS); see docs/reference/config.md.
`;

function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function addIngest(program: Command): void {
  withCommonOptions(program.command('ingest'))
    .summary('charge a file of metering events')
    .description('Charges a file of metering events: NDJSON, one structured CloudEvent a line, blank lines skipped.')
    .argument('<file>', 'the file')
    .requiredOption(
      '--source-pattern <pattern>',
      'CloudEvents sources the file may use, exact or a prefix ending in *; may be given more than once',
      several,
    )
    .action(async (file: string, options: CommonOptions & { readonly sourcePattern: readonly string[] }) => {
      const config = processConfig();
      const lateHorizonMs = config.lateHorizonDays * DAY_MS;
      print(await ingest(file, { ...where(options, config), sources: options.sourcePattern, lateHorizonMs }));
    });
}

function addRebuild(program: Command): void {
  withCommonOptions(program.command('rebuild'))
    .summary('derive read models again from the journal')
    .description('Throws the rows of one read model, or of all, away and derives them again from the journal.')
    .addArgument(new Argument('[projection]', 'which one; all when left out').choices(PROJECTION_NAMES))
    .action(async (projection: ProjectionName | undefined, options: CommonOptions) => {
      const names = projection === undefined ? PROJECTION_NAMES : [projection];
      print(await rebuild(names, where(options, processConfig())));
    });
}

/** Reads the command line, does what it says, prints the result on stdout. */
export async function runCommand(argv: readonly string[]): Promise<void> {
  const program = new Command('tokenledger')
    .description('The ledger of AI tokens, from the command line.')
    .addHelpText('after', TEACHING)
    .showHelpAfterError('(tokenledger --help shows how)');
  addIngest(program);
  addIntake(program);
  addRebuild(program);
  addAudit(program);
  addExport(program);
  addLifecycle(program);
  addSettlement(program);
  await program.parseAsync([...argv]);
}
