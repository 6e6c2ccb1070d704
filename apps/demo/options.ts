import { Command, InvalidArgumentError, Option } from 'commander';

export interface DemoOptions {
  readonly events: number;
  readonly seed: number;
  readonly port: number;
  readonly exit: boolean;
}

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };

function option(flags: string, description: string, bounds: readonly [number, number], value: number): Option {
  return new Option(flags, description).argParser(wholeNumber(...bounds)).default(value);
}

const TEACHING = `
What it does
  Starts the ledger in a fresh data folder, publishes a sample tariff, opens 300 sample accounts, writes a file of
  sample usage as gateways tell it (with duplicates, conflicts, late and broken events among it), ingests it, prices a
  model that had no price and opens an account that was used too early, tells what became of everything, and checks
  that the books add up. Then the server stays: ask it what you like.

Examples
  npm run demo                              the whole of it
  npm run demo -- --exit                    ends after the checks; exit code 1 if a check fails
  npm run demo -- --events 5000 --seed 7    a smaller and another month
`;

/** Reads the command line; ends the process for \`--help\` and for what cannot be understood. */
export function readOptions(argv: readonly string[]): DemoOptions {
  const command = new Command('demo')
    .description('A month of AI tokens in half a minute: real input in, balances, alerts and invoice lines out.')
    .addOption(option('--events <n>', 'lines of usage to feed', [100, 5_000_000], 50_000))
    .addOption(option('--seed <n>', 'which month: the same seed tells the same story', [0, 999_999_999], 1))
    .addOption(option('--port <n>', 'port of the HTTP API; 0 takes a free one', [0, 65_535], 8_080))
    .option('--exit', 'end after the checks instead of leaving the server running', false)
    .addHelpText('after', TEACHING);
  return command.parse([...argv]).opts<DemoOptions>();
}
