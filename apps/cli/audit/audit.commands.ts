import { InvalidArgumentError, Option, type Command } from 'commander';
import { VERIFIED_PARTS, type VerifiedPart } from '#libs/audit/index.js';
import type { JournalHead } from '#libs/journal/ports/journal-integrity.port.js';
import { processConfig } from '#libs/platform/config/index.js';
import { print, where, withCommonOptions, type CommonOptions } from '../common-options.js';
import { boundOf, withBoundOptions, type BoundOptions } from './bound-options.js';
import { historyFile, historyJson, historyTable } from './history.js';
import { replay } from './replay.js';
import { EXIT_CODES, reportJson, reportText, verifyLedger } from './verify.js';

/** What auditors ask. All of it reads beside a running server, and changes nothing. */
export function addAudit(program: Command): void {
  addHistory(program);
  addReplay(program);
  addVerify(program);
}

const HISTORY = `
Examples
  tokenledger history acc-1001 --to-time 2026-11-01T00:00:00Z
      Every event recorded until then, with what remained and what was owed after each.
  tokenledger history acc-1001 --ndjson acc-1001.ndjson
      Every event whole, a line each; the last line says what they come to.
`;

function addHistory(program: Command): void {
  withBoundOptions(withCommonOptions(program.command('history')))
    .summary("tell an account's events, with the balance after each")
    .description("Tells an account's events from the journal alone, with the balance after each.")
    .argument('<account>', 'id of the account')
    .option('--ndjson <file>', 'write every event whole to a file, a JSON object a line')
    .addHelpText('after', HISTORY)
    .action(async (account: string, options: BoundOptions & { readonly ndjson?: string }) => {
      const { dataDir, json } = where(options, processConfig());
      const asked = { dataDir, account, bound: boundOf(options) };
      if (options.ndjson !== undefined) print(await historyFile(asked, options.ndjson));
      else if (json) await historyJson(asked, printed);
      else print(await historyTable(asked));
    });
}

const REPLAY = `
Example
  tokenledger replay acc-1001 --to-position 1234
      What the account was when the ledger had come to position 1234.
`;

function addReplay(program: Command): void {
  withBoundOptions(withCommonOptions(program.command('replay')))
    .summary('fold an account again from its events')
    .description('Folds an account again from its events, as decisions do, and tells the state they come to.')
    .argument('<account>', 'id of the account')
    .addHelpText('after', REPLAY)
    .action(async (account: string, options: BoundOptions) => {
      const { dataDir, json } = where(options, processConfig());
      print(await replay({ dataDir, account, bound: boundOf(options) }, json));
    });
}

const VERIFY = `
journal      what is stored is what was committed: every record against its commit, every commit against the one before.
ledger       every account folded again with all invariants; postings sum to zero; keys lead to their events; rules 19, 21.
projections  every read model derived once more beside the live one and compared row by row.
rating       every debit and correction priced again from the tariff it pins.

Ends with 0 where all is sound, 1 where something is wrong, 3 where something could not be verified.

Examples
  tokenledger verify
  tokenledger verify --only journal --against 1234:5d41…
      Also that the journal still holds the head that was kept (GET /v1/audit/head, or tokenledger verify --json).
`;

interface VerifyCliOptions extends CommonOptions {
  readonly only?: VerifiedPart;
  readonly against?: JournalHead;
}

function addVerify(program: Command): void {
  withCommonOptions(program.command('verify'))
    .summary('verify the whole ledger')
    .description('Verifies the whole ledger, or one part of it. Changes nothing.')
    .addOption(new Option('--only <part>', 'one part').choices(VERIFIED_PARTS))
    .option('--against <position>:<digest>', 'a head of the journal that was kept elsewhere', keptHead)
    .addHelpText('after', VERIFY)
    .action(async (options: VerifyCliOptions) => {
      const { dataDir, json } = where(options, processConfig());
      const only = options.only === undefined ? undefined : [options.only];
      const interrupted = new AbortController();
      process.once('SIGINT', () => interrupted.abort());
      // Whatever keeps it from its report: nothing is known then, which is not the same as faulty.
      process.exitCode = EXIT_CODES.could_not_verify;
      const asked = { dataDir, only, against: options.against, signal: interrupted.signal };
      const report = await verifyLedger(asked);
      process.exitCode = EXIT_CODES[report.verdict];
      print(json ? reportJson(report) : reportText(report));
    });
}

function keptHead(text: string): JournalHead {
  const [, position, digest] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (position === undefined || digest === undefined) {
    throw new InvalidArgumentError('It is <position>:<digest>, the digest 64 lower-case hex digits.');
  }
  return { position: Number(position), digest };
}

/** Waits where the reader of stdout is slower than the journal. */
function printed(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (fault) => (fault ? reject(fault) : resolve()));
  });
}
