import { isInCreditsRange } from '#libs/kernel/index.js';
import { NAME_LENGTH_MAX } from '../rejections.js';
import {
  DISCOUNT_TERM_MAX,
  DISCOUNT_TIERS_MAX,
  PRICE_MINOR_MAX,
  PRIORITY_MAX,
  QUANTITY_BOUGHT_MAX,
  SPAN_COUNT_MAX,
  type ProductFault,
} from './rejections.js';
import { RENEWED_KINDS, type DiscountTier, type PackOffer, type ProductContent, type ProductKind } from './terms.js';
import type { ProductPrice, ProductScope, ProductSpan, RenewedKind, RenewedTerms } from './terms.js';

type Check = readonly [ProductFault, boolean];

/** What is wrong with a product by itself; `undefined` if it is sound. */
export function productFault(content: ProductContent): ProductFault | undefined {
  const { kind, renewed, pack } = content;
  if (isRenewed(kind)) {
    if (renewed === null || pack !== null) return 'terms';
    return firstFailed([...shownChecks(content), ...renewedChecks(kind, renewed)]);
  }
  if (pack === null || renewed !== null) return 'terms';
  return firstFailed([...shownChecks(content), ...packChecks(pack)]);
}

export function isRenewed(kind: ProductKind): kind is RenewedKind {
  return (RENEWED_KINDS as readonly string[]).includes(kind);
}

function firstFailed(checks: readonly Check[]): ProductFault | undefined {
  return checks.find(([, holds]) => !holds)?.[0];
}

function shownChecks({ name, currency, customers, availableFrom, availableUntil }: ProductContent): readonly Check[] {
  return [
    ['name', isName(name)],
    ['currency', /^[A-Z]{3}$/.test(currency)],
    ['customers', customers.length > 0 && new Set(customers).size === customers.length],
    ['window', availableUntil === null || availableUntil > (availableFrom ?? Number.NEGATIVE_INFINITY)],
  ];
}

function renewedChecks(kind: RenewedKind, terms: RenewedTerms): readonly Check[] {
  const { fee, allowanceMicro, scope, priority, rollover, every, firstPeriod, count } = terms;
  const bringsCredits = kind === 'plan' || kind === 'free_quota';
  return [
    ['fee', isPrice(fee)],
    ['allowance', bringsCredits ? isPositive(allowanceMicro) : allowanceMicro === 0n],
    ['scope', isScope(scope)],
    ['priority', isPriority(priority)],
    ['every', every === null || isSpan(every)],
    ['count', count === null ? kind !== 'instalment' : isWhole(count, 1, SPAN_COUNT_MAX)],
    ['first_period', firstPeriod === 'whole' || (every === null && kind !== 'instalment')],
    ['rollover', rollover === null || (bringsCredits && isPositive(rollover.maxMicro))],
  ];
}

function packChecks({ amountMicro, price, discounts, validity, scope, ...rest }: PackOffer): readonly Check[] {
  return [
    ['price', isPrice(price)],
    ['amount', isPositive(amountMicro)],
    ['scope', isScope(scope)],
    ['priority', isPriority(rest.priority)],
    ['validity', validity === null || isSpan(validity)],
    ['discounts', areDiscounts(discounts) && !(rest.oncePerCustomer && discounts.length > 0)],
  ];
}

function areDiscounts(tiers: readonly DiscountTier[]): boolean {
  return (
    tiers.length <= DISCOUNT_TIERS_MAX && tiers.every((tier, at) => isTier(tier, tiers[at - 1]?.fromQuantity ?? 1))
  );
}

function isTier({ fromQuantity, numerator, denominator }: DiscountTier, after: number): boolean {
  const isFraction = isWhole(denominator, 1, DISCOUNT_TERM_MAX) && isWhole(numerator, 1, denominator);
  return isFraction && isWhole(fromQuantity, after + 1, QUANTITY_BOUGHT_MAX);
}

function isPrice({ amountMinor }: ProductPrice): boolean {
  return amountMinor >= 0n && amountMinor <= PRICE_MINOR_MAX;
}

function isPositive(micro: bigint): boolean {
  return micro > 0n && isInCreditsRange(micro);
}

function isPriority(priority: number | null): boolean {
  return priority === null || isWhole(priority, 0, PRIORITY_MAX);
}

function isSpan({ count }: ProductSpan): boolean {
  return isWhole(count, 1, SPAN_COUNT_MAX);
}

function isScope({ models, kinds, apps }: ProductScope): boolean {
  return [models, kinds, apps].every((names) => names === null || (names.length > 0 && names.every(isName)));
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= NAME_LENGTH_MAX && text.isWellFormed();
}
