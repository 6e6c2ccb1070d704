import { credits, formatInstant, type Instant } from '#libs/kernel/index.js';
import { instantOf } from '#libs/platform/http/index.js';
import {
  productInEffect,
  productOnSale,
  type PackOffer,
  type Product,
  type ProductHistory,
  type ProductPrice,
  type ProductScope,
  type RenewedTerms,
} from '../../contract.js';
import type { PublishProduct } from '../../domain/products/commands.js';
import type { ShelfProductDto } from './products-answers.dto.js';
import type { PackOfferDto, ProductPriceDto, ProductScopeDto, RenewedTermsDto } from './product-terms.dto.js';
import type { ProductDto, PublishProductDto } from './products.dto.js';

export function publishProduct(input: PublishProductDto): PublishProduct {
  const { product, kind, name, illustrative = false, customers, currency, effectiveFrom, renewed, pack } = input;
  return {
    type: 'PublishProduct',
    product,
    kind,
    name,
    illustrative,
    customers,
    currency,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom: instantOf(effectiveFrom) }),
    availableFrom: input.availableFrom === undefined ? null : instantOf(input.availableFrom),
    availableUntil: input.availableUntil === undefined ? null : instantOf(input.availableUntil),
    renewed: renewed === undefined ? null : renewedTerms(renewed),
    pack: pack === undefined ? null : packOffer(pack),
  };
}

function renewedTerms({ fee, allowanceMicro, scope, every, rolloverMaxMicro, ...rest }: RenewedTermsDto): RenewedTerms {
  return {
    fee: price(fee),
    allowanceMicro: credits(BigInt(allowanceMicro)),
    scope: scopeOf(scope),
    priority: rest.priority ?? null,
    rollover: rolloverMaxMicro === undefined ? null : { maxMicro: credits(BigInt(rolloverMaxMicro)) },
    every: every === undefined ? null : { unit: every.unit, count: every.count },
    firstPeriod: rest.firstPeriod ?? 'whole',
    count: rest.count ?? null,
  };
}

function packOffer({ amountMicro, discounts = [], validity, scope, priority, ...rest }: PackOfferDto): PackOffer {
  return {
    amountMicro: credits(BigInt(amountMicro)),
    price: price(rest.price),
    discounts: discounts.map(({ fromQuantity, numerator, denominator }) => ({ fromQuantity, numerator, denominator })),
    validity: validity === undefined ? null : { unit: validity.unit, count: validity.count },
    scope: scopeOf(scope),
    priority: priority ?? null,
    oncePerCustomer: rest.oncePerCustomer ?? false,
  };
}

function price({ amountMinor, taxIncluded }: ProductPriceDto): ProductPrice {
  return { amountMinor: BigInt(amountMinor), taxIncluded };
}

function scopeOf({ models, kinds, apps }: ProductScopeDto = {}): ProductScope {
  return { models: models ?? null, kinds: kinds ?? null, apps: apps ?? null };
}

export function productView({
  effectiveFrom,
  availableFrom,
  availableUntil,
  renewed,
  pack,
  ...rest
}: Product): ProductDto {
  return {
    ...rest,
    effectiveFrom: formatInstant(effectiveFrom),
    ...present('availableFrom', availableFrom, formatInstant),
    ...present('availableUntil', availableUntil, formatInstant),
    ...present('renewed', renewed, renewedView),
    ...present('pack', pack, packView),
  };
}

/** The version in effect; `undefined` where the first is still to come. */
export function shelfView(history: ProductHistory, at: Instant): ShelfProductDto | undefined {
  const product = productInEffect(history, at);
  if (product === undefined) return undefined;
  return { ...productView(product), onSale: productOnSale(history, at) !== undefined };
}

function renewedView({
  fee,
  allowanceMicro,
  scope,
  priority,
  rollover,
  every,
  count,
  firstPeriod,
}: RenewedTerms): RenewedTermsDto {
  return {
    fee: priceView(fee),
    allowanceMicro: allowanceMicro.toString(),
    scope: scopeView(scope),
    ...present('priority', priority, same),
    ...present('rolloverMaxMicro', rollover, ({ maxMicro }) => maxMicro.toString()),
    ...present('every', every, same),
    firstPeriod,
    ...present('count', count, same),
  };
}

function packView({
  amountMicro,
  price: whole,
  discounts,
  validity,
  scope,
  priority,
  oncePerCustomer,
}: PackOffer): PackOfferDto {
  return {
    amountMicro: amountMicro.toString(),
    price: priceView(whole),
    discounts,
    ...present('validity', validity, same),
    scope: scopeView(scope),
    ...present('priority', priority, same),
    oncePerCustomer,
  };
}

function priceView({ amountMinor, taxIncluded }: ProductPrice): ProductPriceDto {
  return { amountMinor: amountMinor.toString(), taxIncluded };
}

function scopeView({ models, kinds, apps }: ProductScope): ProductScopeDto {
  return { ...present('models', models, same), ...present('kinds', kinds, same), ...present('apps', apps, same) };
}

/** A member that is left out where there is nothing to say. */
function present<Name extends string, Value, Shown>(
  name: Name,
  value: Value | null,
  show: (value: Value) => Shown,
): { readonly [Member in Name]?: Shown } {
  return value === null ? {} : ({ [name]: show(value) } as { readonly [Member in Name]: Shown });
}

function same<Value>(value: Value): Value {
  return value;
}
