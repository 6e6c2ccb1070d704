import { readFile } from 'node:fs/promises';
import { Ajv, type ValidateFunction } from 'ajv';
import { invariant, KINDS } from '#libs/kernel/index.js';
import type { Instant, Kind, Tier } from '#libs/kernel/index.js';
import type { PublishTariff } from '../../domain/commands.js';
import type { Promotion, Rate, TariffMode } from '../../domain/terms.js';
import { parseDecimalCredits, parseMoment } from './notation.js';
import { problemOf, TariffFileError } from './tariff-file-error.js';
import { TARIFF_FILE_SCHEMA } from './tariff-file.schema.js';

interface PriceEntry {
  readonly target: string;
  readonly tier: Tier;
  readonly per: number;
  readonly credits: Readonly<Partial<Record<Kind, string>>>;
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
    rates: content.prices.flatMap(ratesOf),
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
function ratesOf({ target, tier, per, credits }: PriceEntry): readonly Rate[] {
  return KINDS.flatMap((kind) => {
    const text = credits[kind];
    if (text === undefined) return [];
    const creditsMicro = parseDecimalCredits(text);
    invariant(creditsMicro !== undefined, 'the schema has checked every amount');
    return [{ target, kind, tier, creditsMicro, per }];
  });
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
