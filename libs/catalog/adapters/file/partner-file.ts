import { readFile } from 'node:fs/promises';
import { Ajv, type ValidateFunction } from 'ajv';
import { invariant } from '#libs/kernel/index.js';
import type { Instant } from '#libs/kernel/index.js';
import type { PublishPartnerContract } from '../../domain/contracts/commands.js';
import type { ListPrice, PartnerTerms, ShareBasis } from '../../domain/contracts/terms.js';
import { parseDecimalCredits, parseMoment } from './notation.js';
import { PartnerFileError } from './partner-file-error.js';
import { PARTNER_FILE_SCHEMA } from './partner-file.schema.js';
import { parseMoney } from './product-notation.js';
import { problemOf } from './tariff-file-error.js';

interface PartnerEntry {
  readonly partner: string;
  readonly name: string;
  readonly illustrative?: boolean;
  readonly effectiveFrom?: string;
  readonly apps: readonly string[];
  readonly share: PartnerTerms['share'];
  readonly basis?: ShareBasis;
  readonly listPrice: { readonly amount: string; readonly currency: string; readonly per: string };
}

interface PartnerFile {
  readonly partners: readonly PartnerEntry[];
}

/** Reads contracts with partners; durations count from `now`. @throws PartnerFileError, and what `readFile` throws */
export async function readPartnerFile(path: string, now: Instant): Promise<readonly PublishPartnerContract[]> {
  return parsePartnerFile(await readFile(path, 'utf8'), path, now);
}

/** @throws PartnerFileError */
export function parsePartnerFile(text: string, file: string, now: Instant): readonly PublishPartnerContract[] {
  const content = parseJson(text, file);
  const isPartnerFile = validatorAt(now);
  if (!isPartnerFile(content)) throw new PartnerFileError(file, (isPartnerFile.errors ?? []).map(problemOf));
  return content.partners.map((entry, at) => commandOf(entry, at, file, now));
}

function validatorAt(now: Instant): ValidateFunction<PartnerFile> {
  return new Ajv({ allErrors: true, verbose: true })
    .addFormat('credits', (text) => parseDecimalCredits(text) !== undefined)
    .addFormat('moment', (text) => parseMoment(text, now) !== undefined)
    .compile<PartnerFile>(PARTNER_FILE_SCHEMA);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new PartnerFileError(file, [{ pointer: '', sentence: `is not JSON: ${error.message}` }]);
  }
}

function commandOf(entry: PartnerEntry, at: number, file: string, now: Instant): PublishPartnerContract {
  const { partner, name, illustrative = false, effectiveFrom, apps, share, basis = 'list_value' } = entry;
  const from = effectiveFrom === undefined ? undefined : parseMoment(effectiveFrom, now);
  return {
    type: 'PublishPartnerContract',
    partner,
    name,
    illustrative,
    ...(from === undefined ? {} : { effectiveFrom: from }),
    apps,
    share,
    basis,
    listPrice: listPriceOf(entry, at, file),
  };
}

/** How many decimals an amount may have depends on the currency, so no pattern can tell. */
function listPriceOf({ listPrice: { amount, currency, per } }: PartnerEntry, at: number, file: string): ListPrice {
  const amountMinor = parseMoney(amount, currency);
  const perMicro = parseDecimalCredits(per);
  invariant(perMicro !== undefined, 'the schema has checked every amount of credits');
  if (amountMinor !== undefined) return { amountMinor, perMicro, currency };
  const problem = { pointer: `/partners/${at}/listPrice/amount`, sentence: `must be an amount in ${currency}` };
  throw new PartnerFileError(file, [problem]);
}
