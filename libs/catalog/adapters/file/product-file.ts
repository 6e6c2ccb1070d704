import { readFile } from 'node:fs/promises';
import { Ajv, type ValidateFunction } from 'ajv';
import { invariant, ZERO_CREDITS } from '#libs/kernel/index.js';
import type { Credits, Instant, Kind } from '#libs/kernel/index.js';
import type { PublishProduct } from '../../domain/products/commands.js';
import { isRenewed } from '../../domain/products/soundness.js';
import type {
  CustomerKind,
  PackOffer,
  ProductKind,
  ProductPrice,
  ProductScope,
  ProductSpan,
  RenewedTerms,
} from '../../domain/products/terms.js';
import { parseDecimalCredits, parseMoment } from './notation.js';
import { parseMoney, parseSpan } from './product-notation.js';
import { PRODUCT_FILE_SCHEMA } from './product-file.schema.js';
import { ProductFileError } from './product-file-error.js';
import { problemOf } from './tariff-file-error.js';

interface ProductEntry {
  readonly product: string;
  readonly kind: ProductKind;
  readonly name: string;
  readonly illustrative?: boolean;
  readonly for: readonly CustomerKind[];
  readonly currency: string;
  readonly taxIncluded?: boolean;
  readonly effectiveFrom?: string;
  readonly availableFrom?: string;
  readonly availableUntil?: string;
  readonly priority?: number;
  readonly scope?: { readonly models?: string[]; readonly kinds?: Kind[]; readonly apps?: string[] };
  readonly fee?: string;
  readonly allowance?: string;
  readonly rollover?: string;
  readonly every?: string;
  readonly firstPeriod?: RenewedTerms['firstPeriod'];
  readonly count?: number;
  readonly price?: string;
  readonly credits?: string;
  readonly validity?: string;
  readonly oncePerCustomer?: boolean;
  readonly discounts?: readonly { readonly from: number; readonly numerator: number; readonly denominator: number }[];
}

interface ProductFile {
  readonly offer: string;
  readonly products: readonly ProductEntry[];
}

/** Reads the products of an offer; durations count from `now`. @throws ProductFileError, and what `readFile` throws */
export async function readProductFile(path: string, now: Instant): Promise<readonly PublishProduct[]> {
  return parseProductFile(await readFile(path, 'utf8'), path, now);
}

/** @throws ProductFileError */
export function parseProductFile(text: string, file: string, now: Instant): readonly PublishProduct[] {
  const content = parseJson(text, file);
  const isProductFile = validatorAt(now);
  if (isProductFile(content))
    return content.products.map((entry, at) => new EntryReader(entry, at, file, now).command());
  const problems = (isProductFile.errors ?? []).filter(({ keyword }) => keyword !== 'if').map(problemOf);
  throw new ProductFileError(file, problems);
}

function validatorAt(now: Instant): ValidateFunction<ProductFile> {
  return new Ajv({ allErrors: true, verbose: true, strictRequired: false })
    .addFormat('credits', (text) => parseDecimalCredits(text) !== undefined)
    .addFormat('moment', (text) => parseMoment(text, now) !== undefined)
    .compile<ProductFile>(PRODUCT_FILE_SCHEMA);
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ProductFileError(file, [{ pointer: '', sentence: `is not JSON: ${error.message}` }]);
  }
}

/** One product of a file whose shape the schema has checked. */
class EntryReader {
  constructor(
    private readonly entry: ProductEntry,
    private readonly at: number,
    private readonly file: string,
    private readonly now: Instant,
  ) {}

  command(): PublishProduct {
    const { product, kind, name, illustrative = false, currency, effectiveFrom } = this.entry;
    const renewed = isRenewed(kind);
    return {
      type: 'PublishProduct',
      product,
      ...(effectiveFrom === undefined ? {} : { effectiveFrom: this.moment(effectiveFrom) }),
      kind,
      name,
      illustrative,
      customers: this.entry.for,
      currency,
      availableFrom: this.moment(this.entry.availableFrom ?? null),
      availableUntil: this.moment(this.entry.availableUntil ?? null),
      renewed: renewed ? this.renewed() : null,
      pack: renewed ? null : this.pack(),
    };
  }

  private renewed(): RenewedTerms {
    const { allowance, rollover, every, firstPeriod = 'whole', count = null, priority = null } = this.entry;
    return {
      fee: this.price('fee'),
      allowanceMicro: allowance === undefined ? ZERO_CREDITS : creditsOf(allowance),
      scope: this.scope(),
      priority,
      rollover: rollover === undefined ? null : { maxMicro: creditsOf(rollover) },
      every: spanOf(every),
      firstPeriod,
      count,
    };
  }

  private pack(): PackOffer {
    const { credits, discounts = [], validity, priority = null, oncePerCustomer = false } = this.entry;
    invariant(credits !== undefined, 'the schema asks a pack for its credits');
    return {
      amountMicro: creditsOf(credits),
      price: this.price('price'),
      discounts: discounts.map(({ from, ...fraction }) => ({ fromQuantity: from, ...fraction })),
      validity: spanOf(validity),
      scope: this.scope(),
      priority,
      oncePerCustomer,
    };
  }

  /** How many decimals an amount may have depends on the currency, so no pattern can tell. */
  private price(field: 'fee' | 'price'): ProductPrice {
    const { currency, taxIncluded = true } = this.entry;
    const amountMinor = parseMoney(this.entry[field] ?? '', currency);
    if (amountMinor !== undefined) return { amountMinor, taxIncluded };
    const problem = { pointer: `/products/${this.at}/${field}`, sentence: `must be an amount in ${currency}` };
    throw new ProductFileError(this.file, [problem]);
  }

  private scope(): ProductScope {
    const { models = null, kinds = null, apps = null } = this.entry.scope ?? {};
    return { models, kinds, apps };
  }

  private moment(text: string): Instant;
  private moment(text: string | null): Instant | null;
  private moment(text: string | null): Instant | null {
    if (text === null) return null;
    const instant = parseMoment(text, this.now);
    invariant(instant !== undefined, 'the schema has checked every moment');
    return instant;
  }
}

function creditsOf(text: string): Credits {
  const micro = parseDecimalCredits(text);
  invariant(micro !== undefined, 'the schema has checked every amount of credits');
  return micro;
}

function spanOf(text: string | undefined): ProductSpan | null {
  if (text === undefined) return null;
  const span = parseSpan(text);
  invariant(span !== undefined, 'the schema has checked every span');
  return span;
}
