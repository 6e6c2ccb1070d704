import { KINDS, TIERS } from '#libs/kernel/index.js';
import { FACTOR_TERM_MAX, FAMILY_MODELS_MAX, PER_MAX, PROMOTIONS_MAX, RATES_MAX } from '../../domain/rejections.js';
import { TARIFF_MODES } from '../../domain/terms.js';
import { id, kinds, moment, name, names, whole } from './schema-parts.js';

const amount = {
  type: 'string',
  format: 'credits',
  description: 'credits in a text, with at most six decimals, e.g. "0.25"',
};

const cost = {
  type: 'object',
  additionalProperties: false,
  required: ['currency', 'per', 'amounts'],
  properties: {
    currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'an ISO 4217 code' },
    per: whole(1, PER_MAX),
    amounts: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: Object.fromEntries(
        KINDS.map((kind) => [kind, { type: 'string', description: 'an amount of money in a text, e.g. "0.0008"' }]),
      ),
      description: 'amounts by kind, at least one',
    },
  },
};

const price = {
  type: 'object',
  additionalProperties: false,
  required: ['target', 'tier', 'per', 'credits'],
  properties: {
    target: { ...name, description: 'a model id, or family:<name>' },
    tier: { enum: [...TIERS] },
    per: whole(1, PER_MAX),
    credits: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: Object.fromEntries(KINDS.map((kind) => [kind, amount])),
      description: 'credits by kind, at least one',
    },
    cost,
  },
};

const promotion = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'from', 'until', 'numerator', 'denominator'],
  properties: {
    id,
    from: moment,
    until: moment,
    models: names,
    kinds,
    apps: names,
    numerator: whole(0, FACTOR_TERM_MAX),
    denominator: whole(1, FACTOR_TERM_MAX),
  },
};

/** A tariff as people write it. `description` is what a value must be, in the words of an error message. */
export const TARIFF_FILE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Tariff file',
  type: 'object',
  additionalProperties: false,
  required: ['book', 'mode', 'prices'],
  properties: {
    title: { type: 'string', description: 'a text' },
    note: { type: 'string', description: 'a text' },
    illustrative: { type: 'boolean', description: 'true where the figures are invented' },
    book: id,
    mode: { enum: [...TARIFF_MODES] },
    effectiveFrom: moment,
    families: {
      type: 'object',
      maxProperties: FAMILY_MODELS_MAX,
      additionalProperties: names,
      description: 'lists of model ids by family name',
    },
    prices: { type: 'array', minItems: 1, maxItems: RATES_MAX, items: price, description: 'a list of prices' },
    promotions: { type: 'array', maxItems: PROMOTIONS_MAX, items: promotion, description: 'a list of promotions' },
  },
};
