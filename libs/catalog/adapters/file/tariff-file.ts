import { readFile } from 'node:fs/promises';
import { Ajv, type ValidateFunction } from 'ajv';
import { invariant, KINDS } from '#libs/kernel/index.js';
import type { Instant, Kind, Tier } from '#libs/kernel/index.js';
import type { PublishTariff } from '../../domain/commands.js';
import type { Promotion, Rate, SupplierCost, TariffMode } from '../../domain/terms.js';
import { parseDecimalCredits, parseMoment } from './notation.js';
import { parseMicroMinor } from './product-notation.js';
import { problemOf, TariffFileError } from './tariff-file-error.js';
import { TARIFF_FILE_SCHEMA } from './tariff-file.schema.js';

interface PriceEntry {
  readonly target: string;
  readonly tier: Tier;
  readonly per: number;
  readonly credits: Readonly<Partial<Record<Kind, string>>>;
  /** What the supplier is paid, of the kinds that have a price here. */
  readonly cost?: {
    readonly currency: string;
    readonly per: number;
    readonly amounts: Readonly<Partial<Record<Kind, string>>>;
  };
}

interface PromotionEntry extends Pick<Promotion, 'id' | 'numerator' | 'denominator'> {
  readonly from: string;
  readonly until: string;
  readonly models?: readonly string[];
  readonly kinds?: readonly Kind[];
  readonly apps?: readonly string[];
}

interface TariffFile {
  readonly book: string;
  readonly mode: TariffMode;
  readonly effectiveFrom?: string;
  readonly families?: Readonly<Record<string, readonly string[]>>;
  readonly prices: readonly PriceEntry[];
  readonly promotions?: readonly PromotionEntry[];
}

/** Reads a tariff file; durations in it count from `now`. @throws TariffFileError, and what `readFile` throws */
export async function readTariffFile(path: string, now: Instant): Promise<PublishTariff> {
  return parseTariffFile(await readFile(path, 'utf8'), path, now);
}

/** @throws TariffFileError */
export function parseTariffFile(text: string, file: string, now: Instant): PublishTariff {
  const content = parseJson(text, file);
  const isTariffFile = validatorAt(now);
  if (!isTariffFile(content)) throw new TariffFileError(file, (isTariffFile.errors ?? []).map(problemOf));
  return {
    type: 'PublishTariff',
    book: content.book,
    mode: content.mode,
    ...(content.effectiveFrom === undefined ? {} : { effectiveFrom: momentOf(content.effectiveFrom, now) }),
    families: Object.entries(content.families ?? {}).map(([name, models]) => ({ name, models })),
    rates: content.prices.flatMap((entry, at) => ratesOf(entry, at, file)),
    promotions: (content.promotions ?? []).map((entry) => promotionOf(entry, now)),
  };
}

/** Compiled anew each time, because whether a duration names a moment depends on `now`; files are read seldom. */
function validatorAt(now: Instant): ValidateFunction<TariffFile> {
  return new Ajv({ allErrors: true, verbose: true })
    .addFormat('credits', (text) => parseDecimalCredits(text) !== undefined)
    .addFormat('moment', (text) => parseMoment(text, now) !== undefined)
    .compile<TariffFile>(TARIFF_FILE_SCHEMA);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new TariffFileError(file, [{ pointer: '', sentence: `is not JSON: ${error.message}` }]);
  }
}

/** In canonical kind order, whatever the order in the file. */
function ratesOf(entry: PriceEntry, at: number, file: string): readonly Rate[] {
  const { target, tier, per, credits } = entry;
  return KINDS.flatMap((kind) => {
    const supplierCost = costOf(entry, kind, `/prices/${at}/cost/amounts/${kind}`, file);
    const text = credits[kind];
    if (text === undefined) return [];
    const creditsMicro = parseDecimalCredits(text);
    invariant(creditsMicro !== undefined, 'the schema has checked every amount');
    return [{ target, kind, tier, creditsMicro, per, ...(supplierCost === undefined ? {} : { supplierCost }) }];
  });
}

/** How many decimals an amount may have depends on the currency, so no schema can tell. */
function costOf({ credits, cost }: PriceEntry, kind: Kind, pointer: string, file: string): SupplierCost | undefined {
  const text = cost?.amounts[kind];
  if (cost === undefined || text === undefined) return undefined;
  if (credits[kind] === undefined) throw new TariffFileError(file, [{ pointer, sentence: 'has no price here' }]);
  const { currency, per } = cost;
  const microMinor = parseMicroMinor(text, currency);
  if (microMinor !== undefined) return { microMinor, per, currency };
  throw new TariffFileError(file, [{ pointer, sentence: `must be an amount in ${currency}` }]);
}

function promotionOf(entry: PromotionEntry, now: Instant): Promotion {
  const { id, numerator, denominator, models = null, kinds = null, apps = null } = entry;
  return {
    id,
    from: momentOf(entry.from, now),
    until: momentOf(entry.until, now),
    models,
    kinds,
    apps,
    numerator,
    denominator,
  };
}

function momentOf(text: string, now: Instant): Instant {
  const instant = parseMoment(text, now);
  invariant(instant !== undefined, 'the schema has checked every moment');
  return instant;
}
