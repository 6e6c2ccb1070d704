import type { Command } from 'commander';
import { processConfig } from '#libs/platform/config/index.js';
import { print, where, withCommonOptions, type CommonOptions } from '../common-options.js';
import { lifecycle } from './lifecycle.js';

const TEACHING = `
Credits issued = remaining + consumed + overage repaid + expired + forfeited + rolled out + transferred out + refunded +
adjusted down, and overage created = open + repaid + billed + written off + reversed. Both are checked for each grant and
each bucket while they are summed: where one does not hold, the command says so and ends with code 1.

Examples
  tokenledger lifecycle
      What became of every credit of the ledger, by where it came from.
  tokenledger lifecycle acc-1001 --json
      Of one account, in micro-credits.
`;

export function addLifecycle(program: Command): void {
  withCommonOptions(program.command('lifecycle'))
    .summary('state what became of every credit, from issue to end')
    .description('States what became of every credit, from issue to end. Works beside a running server.')
    .argument('[account]', 'of this account; of the whole ledger when left out')
    .addHelpText('after', TEACHING)
    .action(async (account: string | undefined, options: CommonOptions) => {
      const { text, addsUp } = await lifecycle(account, where(options, processConfig()));
      print(text);
      if (!addsUp) process.exitCode = 1;
    });
}
