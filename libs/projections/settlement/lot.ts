import { greatestCommonDivisor, invariant } from '#libs/kernel/index.js';
import type { CreditsGranted, GrantSource, MoneyLine } from '#libs/ledger/contract.js';

/**
 * Credits that were sold on the same terms: who sold them, and what one of them cost. A grant made from another
 * (rollover, transfer, refund) is of the lot of the first: moving credits makes and loses no money.
 */
export interface Lot {
  /** `overage`: credits that were used first and billed at the seal. */
  readonly source: GrantSource | 'overage';
  /** The plan or pack they were sold with. */
  readonly product: { readonly product: string; readonly version: number } | null;
  /** Minor units for one micro-credit, in lowest terms; zero where nothing was paid. */
  readonly numerator: bigint;
  readonly denominator: bigint;
  /** ISO 4217; empty where nothing was paid. */
  readonly currency: string;
  readonly taxIncluded: boolean;
}

/** A lot as a text: equal lots are equal texts. */
export type LotText = string;

/** In place of a lot: usage no grant has paid yet. */
export const UNPAID: LotText = '';
/** In place of a lot: overage that was given up at the seal (rule 22). */
export const WRITTEN_OFF: LotText = '-';

const BILLED = 'overage|';

export function lotText({ source, product, numerator, denominator, currency, taxIncluded }: Lot): LotText {
  const sold = product === null ? '|' : `${product.product}|${product.version}`;
  return `${source}|${sold}|${numerator}|${denominator}|${currency}|${taxIncluded ? 1 : 0}`;
}

export function lotOfText(text: LotText): Lot {
  const [source, product, version, numerator, denominator, currency, tax] = text.split('|');
  invariant(tax !== undefined, `"${text}" is a lot`);
  return {
    source: source as Lot['source'],
    product: product === '' ? null : { product: product!, version: Number(version) },
    numerator: BigInt(numerator!),
    denominator: BigInt(denominator!),
    currency: currency!,
    taxIncluded: tax === '1',
  };
}

/** Whether it stands for money: neither unpaid nor written off. */
export function isLot(text: LotText): boolean {
  return text !== UNPAID && text !== WRITTEN_OFF;
}

export function isBilledLot(text: LotText): boolean {
  return text.startsWith(BILLED);
}

/** Of credits that were given as the event says. */
export function lotOfGrant({ terms, product }: CreditsGranted['data']): LotText {
  const { source, amountMicro, costBasis } = terms;
  const sold = product && { product: product.product, version: product.version };
  if (costBasis === null || costBasis.amountMinor === 0n || amountMicro === 0n) {
    return lotText({ source, product: sold, numerator: 0n, denominator: 1n, currency: '', taxIncluded: false });
  }
  const { amountMinor, currency, taxIncluded } = costBasis;
  return lotText({ source, product: sold, ...lowest(amountMinor, amountMicro), currency, taxIncluded });
}

/** Of overage a sealed line bills (rule 34): its exact amount for its credits, which is the price. */
export function lotOfLine(line: MoneyLine, currency: string): LotText {
  const exact = line.amountMinor * line.restDenominator + line.restNumerator;
  const price = lowest(exact, line.creditsMicro * line.restDenominator);
  return lotText({ source: 'overage', product: null, ...price, currency, taxIncluded: line.taxIncluded });
}

function lowest(numerator: bigint, denominator: bigint): Pick<Lot, 'numerator' | 'denominator'> {
  const divisor = greatestCommonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}
