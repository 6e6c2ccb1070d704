import { Option, type Command } from 'commander';
import type { Instant } from '#libs/kernel/index.js';
import type { IntakeFilter } from '#libs/journal/ports/intake-records.port.js';
import { REFUSAL_CODES } from '#libs/metering/index.js';
import { HOLD_REASONS } from '#libs/pipeline/index.js';
import { processConfig } from '#libs/platform/config/index.js';
import { instant, wholeNumber } from '../audit/bound-options.js';
import { print, where, withCommonOptions, type CommonOptions } from '../common-options.js';
import { held, rejected } from './intake-rows.js';
import { outcomes, proveOutcomes } from './outcomes.js';

const ROWS_DEFAULT = 100;

const REJECTED_TEACHING = `
Examples
  tokenledger rejected --code source_not_allowed
      Events of producers that may not send for the source they name.
  tokenledger rejected --open --from 2026-11-01T00:00:00Z --json
      Those of November that no replay has mended, with everything that is known of them.

GET /v1/rejected/{id} explains one; POST /v1/rejected/{id}/replay tells it again once it is mended.
`;

const HELD_TEACHING = `
Examples
  tokenledger held --waiting --account acc-1001
      What waits to be charged to an account.
  tokenledger held --reason usage_too_old
      What only an operator can decide about.

Events that wait for an account or a rate are charged by themselves; POST /v1/held/{id}/retry tries any at once.
`;

const OUTCOMES_TEACHING = `
Examples
  tokenledger outcomes
      received = charged + duplicates + conflicts + rejected + held, for each source.
  tokenledger outcomes --prove
      Counts it again from every outcome ever stored, for each topic partition; ends with code 1 where it does not hold.
`;

interface Search extends CommonOptions {
  readonly source?: string;
  readonly usageSource?: string;
  readonly usageId?: string;
  readonly from?: Instant;
  readonly until?: Instant;
  readonly text?: string;
  readonly limit: number;
}

/** What became of what was received: totals and their proof, rejected and held events. All read beside a running server. */
export function addIntake(program: Command): void {
  addOutcomes(program);
  addRejected(program);
  addHeld(program);
}

function addOutcomes(program: Command): void {
  withCommonOptions(program.command('outcomes'))
    .summary('show, or prove, what became of every record received')
    .description('Shows the first outcome of every record received, per source. Works beside a running server.')
    .option('--prove', 'count every outcome again and compare it with everything kept beside (rule 37)')
    .addHelpText('after', OUTCOMES_TEACHING)
    .action(async ({ prove, ...options }: CommonOptions & { readonly prove?: boolean }) => {
      const place = where(options, processConfig());
      if (prove !== true) return print(await outcomes(place));
      const { text, holds } = await proveOutcomes(place);
      print(text);
      if (!holds) process.exitCode = 1;
    });
}

function addRejected(program: Command): void {
  withSearch(program.command('rejected'))
    .summary('list rejected events and why')
    .description('Lists events that cannot be charged as they are, the oldest first. Works beside a running server.')
    .addOption(new Option('--code <code>', 'for this reason only').choices(Object.keys(REFUSAL_CODES)))
    .option('--open', 'only those that no replay has mended')
    .addHelpText('after', REJECTED_TEACHING)
    .action(async (options: Search & { readonly code?: string; readonly open?: boolean }) => {
      const { code, open } = options;
      const filter = { ...searchOf(options), ...(code && { code }), ...(open === true && { replayed: false }) };
      print(await rejected(filter, { ...where(options, processConfig()), limit: options.limit }));
    });
}

function addHeld(program: Command): void {
  withSearch(program.command('held'))
    .summary('list held events and what they wait for')
    .description(
      'Lists events that could not be charged when they came, the oldest first. Works beside a running server.',
    )
    .addOption(new Option('--reason <reason>', 'for this reason only').choices(HOLD_REASONS))
    .option('--account <account>', 'of this account only')
    .option('--waiting', 'only those that still wait')
    .addHelpText('after', HELD_TEACHING)
    .action(
      async (options: Search & { readonly reason?: string; readonly account?: string; readonly waiting?: boolean }) => {
        const { reason, account, waiting } = options;
        const own = { ...(reason && { reason }), ...(account && { account }), ...(waiting === true && { waiting }) };
        const filter = { ...searchOf(options), ...own };
        print(await held(filter, { ...where(options, processConfig()), limit: options.limit }));
      },
    );
}

function withSearch(command: Command): Command {
  return withCommonOptions(command)
    .option('--source <source>', 'from this source only, as tokenledger outcomes --json names it')
    .option('--usage-source <source>', 'with this CloudEvents source only')
    .option('--usage-id <id>', 'with this CloudEvents id only')
    .option('--from <instant>', 'that arrived at this instant or later, e.g. 2026-11-01T00:00:00Z', instant)
    .option('--until <instant>', 'that arrived before this instant', instant)
    .option('--text <text>', 'with this text in the sentence')
    .option('--limit <rows>', 'rows at most', wholeNumber, ROWS_DEFAULT);
}

function searchOf({ source, usageSource, usageId, from, until, text }: Search): IntakeFilter {
  const given = Object.entries({ source, usageSource, usageId, from, until, text });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}
