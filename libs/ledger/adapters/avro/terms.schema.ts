import { KINDS, QUALITIES, TIERS } from '#libs/kernel/index.js';
import type { AvroSchema } from '#libs/journal/event-definition.js';
import { ACCOUNT_KINDS, CHARGE_FLAGS, GRANT_SOURCES } from '../../domain/terms.js';

/* Avro names may not repeat within one schema: the first use defines, later uses name. */

export const CREDITS: AvroSchema = { type: 'long', logicalType: 'credits' };
export const NULLABLE_STRING: AvroSchema = ['null', 'string'];
export const SHA_256: AvroSchema = { type: 'fixed', name: 'Sha256', size: 32, logicalType: 'hex' };
export const KIND: AvroSchema = { type: 'enum', name: 'Kind', symbols: KINDS };
export const TIER: AvroSchema = { type: 'enum', name: 'Tier', symbols: TIERS };
export const QUALITY: AvroSchema = { type: 'enum', name: 'Quality', symbols: QUALITIES };
export const FLAG: AvroSchema = { type: 'enum', name: 'ChargeFlag', symbols: CHARGE_FLAGS };
export const ACCOUNT_KIND: AvroSchema = { type: 'enum', name: 'AccountKind', symbols: ACCOUNT_KINDS };
export const GRANT_SOURCE: AvroSchema = { type: 'enum', name: 'GrantSource', symbols: GRANT_SOURCES };
export const OVERAGE_POLICY: AvroSchema = { type: 'enum', name: 'OveragePolicy', symbols: ['block'] };

export const ALERT_RULES: AvroSchema = record('AlertRules', {
  percents: listOf('int'),
  floorsMicro: listOf(CREDITS),
});

export const GRANT_SCOPE: AvroSchema = record('GrantScope', {
  models: ['null', listOf('string')],
  kinds: ['null', listOf(KIND)],
  apps: ['null', listOf('string')],
});

export const COST_BASIS: AvroSchema = record('CostBasis', {
  amountMinor: CREDITS,
  currency: 'string',
  taxIncluded: 'boolean',
});

export const OVERAGE_BUCKET: AvroSchema = record('OverageBucket', {
  period: 'int',
  policy: OVERAGE_POLICY,
  priceVersion: ['null', 'int'],
});

export function listOf(items: AvroSchema): AvroSchema {
  return { type: 'array', items };
}

export function record(name: string, fields: Readonly<Record<string, AvroSchema>>): AvroSchema {
  return { type: 'record', name, fields: Object.entries(fields).map(([field, type]) => ({ name: field, type })) };
}
