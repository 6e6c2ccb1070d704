import { InvalidArgumentError, Option, type Command } from 'commander';
import { processConfig } from '#libs/platform/config/index.js';
import { EXPORT_FORMATS, type ExportFormat } from '#libs/projections/index.js';
import { print, where, withCommonOptions, type CommonOptions } from '../common-options.js';
import { exportInvoiceLines } from './export-invoice-lines.js';

interface ExportOptions extends CommonOptions {
  readonly format: ExportFormat;
  readonly out: string;
  readonly fromPosition?: number;
  readonly until?: number;
}

const TEACHING = `
Only lines of sealed periods are exported, since they never change: the same positions give the same bytes for ever.
Beside the file, <file>.manifest.json says what it holds: lines, totals by currency and type, positions, SHA-256.

Examples
  tokenledger export invoice-lines --format csv --out lines.csv
      Everything sealed so far.
  tokenledger export invoice-lines --format ndjson --out july.ndjson --from-position 1235
      What was sealed since the export whose manifest says "untilPosition": 1234.
`;

function position(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('A position is a whole number, 0 or above.');
  return Number(text);
}

export function addExport(program: Command): void {
  const group = program.command('export').summary('write what is sealed to a file');
  withCommonOptions(group.command('invoice-lines'))
    .summary('write the lines of sealed bills to a file')
    .description('Writes the lines of sealed bills to a file. Works beside a running server.')
    .addOption(new Option('--format <format>', 'of the file').choices(EXPORT_FORMATS).default('csv'))
    .requiredOption('--out <file>', 'where to; a file that is there is replaced once the new one is whole')
    .option('--from-position <position>', 'periods sealed at or after this position (default: the first)', position)
    .option('--until <position>', 'periods sealed at or before this position (default: what is shown now)', position)
    .addHelpText('after', TEACHING)
    .action(async ({ format, out, fromPosition, until, ...common }: ExportOptions) => {
      const asked = { fromPosition, untilPosition: until };
      print(await exportInvoiceLines({ ...where(common, processConfig()), format, out, asked }));
    });
}
