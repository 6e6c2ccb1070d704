import { KINDS } from '#libs/kernel/index.js';
import {
  CUSTOMER_KINDS,
  PRODUCT_FIRST_PERIODS,
  PRODUCT_KINDS,
  PRODUCT_SPAN_UNITS,
} from '../../domain/products/terms.js';

/** Minor units too: a bigint in memory, exact over the whole of int64. */
const AMOUNT = { type: 'long', logicalType: 'credits' } as const;

const PRICE = {
  type: 'record',
  name: 'Price',
  fields: [
    { name: 'amountMinor', type: AMOUNT },
    { name: 'taxIncluded', type: 'boolean' },
  ],
} as const;

/** Symbols are stored by place: the lists they come from grow at their end only. */
const SCOPE = {
  type: 'record',
  name: 'Scope',
  fields: [
    { name: 'models', type: ['null', { type: 'array', items: 'string' }] },
    {
      name: 'kinds',
      type: ['null', { type: 'array', items: { type: 'enum', name: 'Kind', symbols: [...KINDS] } }],
    },
    { name: 'apps', type: ['null', { type: 'array', items: 'string' }] },
  ],
} as const;

const SPAN = {
  type: 'record',
  name: 'Span',
  fields: [
    { name: 'unit', type: { type: 'enum', name: 'SpanUnit', symbols: [...PRODUCT_SPAN_UNITS] } },
    { name: 'count', type: 'int' },
  ],
} as const;

const RENEWED_TERMS = {
  type: 'record',
  name: 'RenewedTerms',
  fields: [
    { name: 'fee', type: PRICE },
    { name: 'allowanceMicro', type: AMOUNT },
    { name: 'scope', type: SCOPE },
    { name: 'priority', type: ['null', 'int'] },
    {
      name: 'rollover',
      type: ['null', { type: 'record', name: 'Rollover', fields: [{ name: 'maxMicro', type: AMOUNT }] }],
    },
    { name: 'every', type: ['null', SPAN] },
    { name: 'firstPeriod', type: { type: 'enum', name: 'FirstPeriod', symbols: [...PRODUCT_FIRST_PERIODS] } },
    { name: 'count', type: ['null', 'int'] },
  ],
} as const;

const DISCOUNT_TIER = {
  type: 'record',
  name: 'DiscountTier',
  fields: [
    { name: 'fromQuantity', type: 'int' },
    { name: 'numerator', type: 'int' },
    { name: 'denominator', type: 'int' },
  ],
} as const;

const PACK_OFFER = {
  type: 'record',
  name: 'PackOffer',
  fields: [
    { name: 'amountMicro', type: AMOUNT },
    { name: 'price', type: 'Price' },
    { name: 'discounts', type: { type: 'array', items: DISCOUNT_TIER } },
    { name: 'validity', type: ['null', 'Span'] },
    { name: 'scope', type: 'Scope' },
    { name: 'priority', type: ['null', 'int'] },
    { name: 'oncePerCustomer', type: 'boolean' },
  ],
} as const;

/** The stored format of `ProductPublished`, version 1: never changed. A changed one is a new version with an upcaster. */
export const PRODUCT_PUBLISHED_SCHEMA = {
  type: 'record',
  name: 'ProductPublished',
  fields: [
    { name: 'product', type: 'string' },
    { name: 'version', type: 'int' },
    { name: 'effectiveFrom', type: 'long' },
    { name: 'kind', type: { type: 'enum', name: 'ProductKind', symbols: [...PRODUCT_KINDS] } },
    { name: 'name', type: 'string' },
    { name: 'illustrative', type: 'boolean' },
    {
      name: 'customers',
      type: { type: 'array', items: { type: 'enum', name: 'CustomerKind', symbols: [...CUSTOMER_KINDS] } },
    },
    { name: 'currency', type: 'string' },
    { name: 'availableFrom', type: ['null', 'long'] },
    { name: 'availableUntil', type: ['null', 'long'] },
    { name: 'renewed', type: ['null', RENEWED_TERMS] },
    { name: 'pack', type: ['null', PACK_OFFER] },
    { name: 'hash', type: { type: 'fixed', size: 32, name: 'Sha256', logicalType: 'hex' } },
  ],
} as const;
