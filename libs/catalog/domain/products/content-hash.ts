import { CanonicalText } from '#libs/kernel/index.js';
import type { HashText, Sha256 } from '#libs/kernel/index.js';
import type {
  DiscountTier,
  PackOffer,
  Product,
  ProductPrice,
  ProductScope,
  ProductSpan,
  RenewedTerms,
} from './terms.js';

/** SHA-256 over every field of a product, the hash itself excepted, in fixed order. Fixed for ever: what is sold pins it. */
export function productHash(product: Omit<Product, 'hash'>, sha256: HashText): Sha256 {
  const { name, illustrative, customers, currency, availableFrom, availableUntil, renewed, pack } = product;
  const text = new CanonicalText('product/1')
    .text(product.product)
    .integer(product.version)
    .integer(product.effectiveFrom)
    .text(product.kind)
    .text(name);
  flag(text, illustrative);
  list(text, customers, plain);
  text.text(currency);
  maybe(text, availableFrom, whole);
  maybe(text, availableUntil, whole);
  maybe(text, renewed, renewedTerms);
  maybe(text, pack, packOffer);
  return sha256(text.toString());
}

function renewedTerms(text: CanonicalText, terms: RenewedTerms): void {
  price(text, terms.fee);
  text.integer(terms.allowanceMicro);
  scope(text, terms.scope);
  maybe(text, terms.priority, whole);
  maybe(text, terms.rollover?.maxMicro ?? null, whole);
  maybe(text, terms.every, span);
  text.text(terms.firstPeriod);
  maybe(text, terms.count, whole);
}

function packOffer(text: CanonicalText, offer: PackOffer): void {
  text.integer(offer.amountMicro);
  price(text, offer.price);
  list(text, offer.discounts, discount);
  maybe(text, offer.validity, span);
  scope(text, offer.scope);
  maybe(text, offer.priority, whole);
  flag(text, offer.oncePerCustomer);
}

function price(text: CanonicalText, { amountMinor, taxIncluded }: ProductPrice): void {
  flag(text.integer(amountMinor), taxIncluded);
}

function scope(text: CanonicalText, { models, kinds, apps }: ProductScope): void {
  for (const names of [models, kinds, apps]) maybe(text, names, (inner, all) => list(inner, all, plain));
}

function span(text: CanonicalText, { unit, count }: ProductSpan): void {
  text.text(unit).integer(count);
}

function discount(text: CanonicalText, { fromQuantity, numerator, denominator }: DiscountTier): void {
  text.integer(fromQuantity).integer(numerator).integer(denominator);
}

function whole(text: CanonicalText, value: number | bigint): void {
  text.integer(value);
}

function plain(text: CanonicalText, value: string): void {
  text.text(value);
}

function flag(text: CanonicalText, value: boolean): void {
  text.integer(value ? 1 : 0);
}

/** Absent and empty are different. */
function maybe<Value>(
  text: CanonicalText,
  value: Value | null,
  write: (text: CanonicalText, value: Value) => void,
): void {
  if (value === null) text.optional(undefined);
  else write(text, value);
}

/** The count goes first, so that no item can pass for one of the next list. */
function list<Item>(
  text: CanonicalText,
  items: readonly Item[],
  write: (text: CanonicalText, item: Item) => void,
): void {
  text.integer(items.length);
  for (const item of items) write(text, item);
}
