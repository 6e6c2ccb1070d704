import { KINDS, TIERS } from '#libs/kernel/index.js';
import { TARIFF_MODES } from '../../domain/terms.js';

/** Symbols are stored by place: the lists they come from grow at their end only. */
const KIND = { type: 'enum', name: 'Kind', symbols: [...KINDS] } as const;
const TIER = { type: 'enum', name: 'Tier', symbols: [...TIERS] } as const;

const MODEL_FAMILY = {
  type: 'record',
  name: 'ModelFamily',
  fields: [
    { name: 'name', type: 'string' },
    { name: 'models', type: { type: 'array', items: 'string' } },
  ],
} as const;

const SUPPLIER_COST = {
  type: 'record',
  name: 'SupplierCost',
  fields: [
    { name: 'microMinor', type: { type: 'long', logicalType: 'credits' } },
    { name: 'per', type: 'long' },
    { name: 'currency', type: 'string' },
  ],
} as const;

/** A variant: a cost that is not known is absent in memory. */
const RATE = {
  type: 'record',
  name: 'Rate',
  logicalType: 'variant',
  fields: [
    { name: 'target', type: 'string' },
    { name: 'kind', type: KIND },
    { name: 'tier', type: TIER },
    { name: 'creditsMicro', type: { type: 'long', logicalType: 'credits' } },
    { name: 'per', type: 'long' },
    { name: 'supplierCost', type: ['null', SUPPLIER_COST] },
  ],
} as const;

const PROMOTION = {
  type: 'record',
  name: 'Promotion',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'from', type: 'long' },
    { name: 'until', type: 'long' },
    { name: 'models', type: ['null', { type: 'array', items: 'string' }] },
    { name: 'kinds', type: ['null', { type: 'array', items: 'Kind' }] },
    { name: 'apps', type: ['null', { type: 'array', items: 'string' }] },
    { name: 'numerator', type: 'long' },
    { name: 'denominator', type: 'long' },
  ],
} as const;

/** The stored format of `TariffPublished`, version 1: never changed. A changed one is a new version with an upcaster. */
export const TARIFF_PUBLISHED_SCHEMA = {
  type: 'record',
  name: 'TariffPublished',
  fields: [
    { name: 'book', type: 'string' },
    { name: 'version', type: 'long' },
    { name: 'mode', type: { type: 'enum', name: 'TariffMode', symbols: [...TARIFF_MODES] } },
    { name: 'effectiveFrom', type: 'long' },
    { name: 'families', type: { type: 'array', items: MODEL_FAMILY } },
    { name: 'rates', type: { type: 'array', items: RATE } },
    { name: 'promotions', type: { type: 'array', items: PROMOTION } },
    { name: 'hash', type: { type: 'fixed', size: 32, name: 'Sha256', logicalType: 'hex' } },
  ],
} as const;
