import {
  DISCOUNT_TERM_MAX,
  DISCOUNT_TIERS_MAX,
  PRIORITY_MAX,
  QUANTITY_BOUGHT_MAX,
  SPAN_COUNT_MAX,
} from '../../domain/products/rejections.js';
import { CUSTOMER_KINDS, PACK_KINDS, PRODUCT_FIRST_PERIODS, RENEWED_KINDS } from '../../domain/products/terms.js';
import { id, kinds, moment, name, names, whole } from './schema-parts.js';

const flag = { type: 'boolean', description: 'true or false' };
const credits = {
  type: 'string',
  format: 'credits',
  description: 'credits in a text, with at most six decimals, e.g. "400000"',
};
const money = { type: 'string', pattern: '^[0-9]+([.][0-9]+)?$', description: 'an amount in a text, e.g. "39.90"' };
const span = { type: 'string', pattern: '^P[1-9][0-9]{0,3}[DM]$', description: 'days or months, e.g. "P30D" or "P1M"' };

const common = {
  product: id,
  name,
  illustrative: { ...flag, description: 'true where a figure is ours' },
  for: { type: 'array', minItems: 1, items: { enum: [...CUSTOMER_KINDS] }, description: 'a list of kinds of account' },
  currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'an ISO 4217 code' },
  taxIncluded: flag,
  effectiveFrom: moment,
  availableFrom: moment,
  availableUntil: moment,
  priority: whole(0, PRIORITY_MAX),
  scope: {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties: {
      models: names,
      kinds,
      apps: names,
    },
    description: 'models, kinds or apps',
  },
};

const renewed = {
  type: 'object',
  additionalProperties: false,
  required: ['product', 'kind', 'name', 'for', 'currency', 'fee'],
  properties: {
    ...common,
    kind: { enum: [...RENEWED_KINDS] },
    fee: money,
    allowance: credits,
    rollover: { ...credits, description: 'at most how many credits stay, in a text' },
    every: span,
    firstPeriod: { enum: [...PRODUCT_FIRST_PERIODS] },
    count: whole(1, SPAN_COUNT_MAX),
  },
};

const pack = {
  type: 'object',
  additionalProperties: false,
  required: ['product', 'kind', 'name', 'for', 'currency', 'price', 'credits'],
  properties: {
    ...common,
    kind: { enum: [...PACK_KINDS] },
    price: money,
    credits,
    validity: span,
    oncePerCustomer: flag,
    discounts: {
      type: 'array',
      maxItems: DISCOUNT_TIERS_MAX,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['from', 'numerator', 'denominator'],
        properties: {
          from: whole(2, QUANTITY_BOUGHT_MAX),
          numerator: whole(1, DISCOUNT_TERM_MAX),
          denominator: whole(1, DISCOUNT_TERM_MAX),
        },
      },
      description: 'a list of discounts by quantity',
    },
  },
};

/** An offer as people write it: what is known of it, and the products that make it up. */
export const PRODUCT_FILE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Product file',
  type: 'object',
  additionalProperties: false,
  required: ['offer', 'products'],
  properties: {
    row: { type: 'integer', minimum: 1, description: 'a whole number: which offer of the list it is' },
    offer: { type: 'string', minLength: 1, description: 'a text' },
    known: { type: 'string', description: 'a text: what is publicly known of the offer' },
    note: { type: 'string', description: 'a text: what is ours, and what it shows' },
    products: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: { kind: { enum: [...RENEWED_KINDS, ...PACK_KINDS] } },
        required: ['kind'],
        if: { type: 'object', properties: { kind: { enum: [...PACK_KINDS] } } },
        then: pack,
        else: renewed,
      },
      description: 'a list of at least one product',
    },
  },
};
