import { Argument, Command } from 'commander';
import { processConfig, type Config } from '#libs/platform/config/index.js';
import { PROJECTION_NAMES, type ProjectionName } from '#libs/projections/index.js';
import { ingest } from './ingest/ingest.command.js';
import { outcomes } from './outcomes.command.js';
import { rebuild } from './rebuild.command.js';

const DAY_MS = 86_400_000;

const TEACHING = `
Examples
  tokenledger ingest usage.ndjson --source-pattern 'gateway/*'
      Charges a file of metering events, one CloudEvent a line. Told twice, nothing is charged twice;
      interrupted, it goes on where it was.
  tokenledger outcomes
      What became of every record received, per source: charged + duplicates + conflicts + rejected + held.
  tokenledger rebuild balances
      Throws the rows of a read model away and derives them again from the journal.

Only one process writes to a data folder: ingest and rebuild need the server stopped, outcomes does not.
Settings come from the same variables as the server's (DATA_DIR, LATE_HORIZON_DAYS); see docs/reference/config.md.
`;

interface Common {
  readonly dataDir?: string;
  readonly json?: boolean;
}

interface Where {
  readonly dataDir: string;
  readonly json: boolean;
}

function where(options: Common, config: Config): Where {
  return { dataDir: options.dataDir ?? config.dataDir, json: options.json ?? false };
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--data-dir <folder>', 'folder of the embedded stores (default: DATA_DIR, or ./data)')
    .option('--json', 'print one JSON object instead of a table');
}

function print(text: string): void {
  process.stdout.write(text);
}

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
    .action(async (file: string, options: Common & { readonly sourcePattern: readonly string[] }) => {
      const config = processConfig();
      const lateHorizonMs = config.lateHorizonDays * DAY_MS;
      print(await ingest(file, { ...where(options, config), sources: options.sourcePattern, lateHorizonMs }));
    });
}

function addOutcomes(program: Command): void {
  withCommonOptions(program.command('outcomes'))
    .summary('show what became of every record received')
    .description('Shows the first outcome of every record received, per source. Works beside a running server.')
    .action(async (options: Common) => print(await outcomes(where(options, processConfig()))));
}

function addRebuild(program: Command): void {
  withCommonOptions(program.command('rebuild'))
    .summary('derive read models again from the journal')
    .description('Throws the rows of one read model, or of all, away and derives them again from the journal.')
    .addArgument(new Argument('[projection]', 'which one; all when left out').choices(PROJECTION_NAMES))
    .action(async (projection: ProjectionName | undefined, options: Common) => {
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
  addOutcomes(program);
  addRebuild(program);
  await program.parseAsync([...argv]);
}
