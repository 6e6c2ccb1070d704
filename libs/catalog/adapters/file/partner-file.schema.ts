import { APPS_MAX, SHARE_TERM_MAX } from '../../domain/contracts/rejections.js';
import { SHARE_BASES } from '../../domain/contracts/terms.js';
import { id, moment, name, names, whole } from './schema-parts.js';

const partner = {
  type: 'object',
  additionalProperties: false,
  required: ['partner', 'name', 'apps', 'share', 'listPrice'],
  properties: {
    partner: id,
    name,
    illustrative: { type: 'boolean', description: 'true where a figure is ours' },
    effectiveFrom: { ...moment, description: 'the first instant of a month in UTC, e.g. "2026-05-01T00:00:00Z"' },
    apps: { ...names, maxItems: APPS_MAX },
    share: {
      type: 'object',
      additionalProperties: false,
      required: ['numerator', 'denominator'],
      properties: { numerator: whole(0, SHARE_TERM_MAX), denominator: whole(1, SHARE_TERM_MAX) },
      description: 'a fraction from 0 to 1',
    },
    basis: { enum: [...SHARE_BASES], description: `one of ${SHARE_BASES.join(', ')}` },
    listPrice: {
      type: 'object',
      additionalProperties: false,
      required: ['amount', 'currency', 'per'],
      properties: {
        amount: { type: 'string', pattern: '^[0-9]+([.][0-9]+)?$', description: 'an amount in a text, e.g. "1.25"' },
        currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'an ISO 4217 code' },
        per: { type: 'string', format: 'credits', description: 'credits in a text, e.g. "1000000"' },
      },
      description: 'an amount for so many credits',
    },
  },
};

/** Contracts with partners as people write them. */
export const PARTNER_FILE_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Partner file',
  type: 'object',
  additionalProperties: false,
  required: ['title', 'partners'],
  properties: {
    title: { type: 'string', minLength: 1, description: 'a text' },
    note: { type: 'string', description: 'a text: what is ours, and what it shows' },
    partners: { type: 'array', minItems: 1, items: partner, description: 'a list of at least one contract' },
  },
};
