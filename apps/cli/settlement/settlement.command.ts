import { InvalidArgumentError, type Command } from 'commander';
import { processConfig } from '#libs/platform/config/index.js';
import { isSettlementMonth, type SettlementMonth } from '#libs/projections/index.js';
import { print, where, withCommonOptions, type CommonOptions } from '../common-options.js';
import { settlement } from './settlement.js';

interface SettlementOptions extends CommonOptions {
  readonly csv?: boolean;
}

const TEACHING = `
A month is a calendar month in UTC. What is recorded in it is settled in it, corrections of earlier months too. A minute
after its end, once everything recorded is shown, it is closed and says the same for ever; only a partner's first
contract may reach back and add its lines.

Examples
  tokenledger settlement 2026-05
      What suppliers and partners are owed for May, and the margins of models and plans.
  tokenledger settlement 2026-05 --csv > may.csv
      Every line, with its exact amount.
`;

function month(text: string): SettlementMonth {
  if (!isSettlementMonth(text)) throw new InvalidArgumentError('A month reads like 2026-05.');
  return text;
}

export function addSettlement(program: Command): void {
  withCommonOptions(program.command('settlement'))
    .summary('say what suppliers and partners are owed for a month')
    .description('Settles a month: costs, shares and margins. Works beside a running server.')
    .argument('<month>', 'a month in UTC, e.g. 2026-05', month)
    .option('--csv', 'print every line as CSV instead of tables')
    .addHelpText('after', TEACHING)
    .action(async (asked: SettlementMonth, { csv = false, ...common }: SettlementOptions) => {
      print(await settlement(asked, { ...where(common, processConfig()), csv }));
    });
}
