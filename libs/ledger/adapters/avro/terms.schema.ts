import { KINDS, QUALITIES, TIERS } from '#libs/kernel/index.js';
import type { AvroSchema } from '#libs/journal/event-definition.js';
import {
  ACCOUNT_KINDS,
  ACCOUNT_STATUSES,
  CHARGE_FLAGS,
  FAULTS,
  FIRST_PERIODS,
  GRANT_SOURCES,
  LINE_KINDS,
  OVERAGE_POLICIES,
  PAYMENTS,
  RESERVATION_OUTCOMES,
  SPAN_UNITS,
  SUBSCRIPTION_KINDS,
} from '../../domain/terms.js';
import { enumOf, listOf, nullable, record, variant } from './notation.js';

/* What the events are made of. Members stand in stored order. */

/** Every bigint: micro-credits, minor units, parts of a fraction. Exact over the whole of int64. */
export const CREDITS: AvroSchema = { type: 'long', logicalType: 'credits' };
export const NULLABLE_STRING = nullable('string');
export const SHA_256: AvroSchema = { type: 'fixed', name: 'Sha256', size: 32, logicalType: 'hex' };

export const KIND = enumOf('Kind', KINDS);
export const TIER = enumOf('Tier', TIERS);
export const QUALITY = enumOf('Quality', QUALITIES);
export const FLAG = enumOf('ChargeFlag', CHARGE_FLAGS);
export const ACCOUNT_KIND = enumOf('AccountKind', ACCOUNT_KINDS);
export const ACCOUNT_STATUS = enumOf('AccountStatus', ACCOUNT_STATUSES);
export const FAULT = enumOf('Fault', FAULTS);
export const PAYMENT = enumOf('Payment', PAYMENTS);
export const OUTCOME = enumOf('ReservationOutcome', RESERVATION_OUTCOMES);
const POLICY = enumOf('OveragePolicyType', OVERAGE_POLICIES);

export const ALERT_RULES = record('AlertRules', { percents: listOf('int'), floorsMicro: listOf(CREDITS) });

export const MEMBER_TERMS = record('MemberTerms', { member: 'string', limitMicro: nullable(CREDITS) });

export const GRANT_SCOPE = record('GrantScope', {
  models: nullable(listOf('string')),
  kinds: nullable(listOf(KIND)),
  apps: nullable(listOf('string')),
});

export const COST_BASIS = record('CostBasis', { amountMinor: CREDITS, currency: 'string', taxIncluded: 'boolean' });

export const PRICE = record('Price', { amountMinor: CREDITS, taxIncluded: 'boolean' });

export const ROLLOVER_TERMS = record('RolloverTerms', { maxMicro: CREDITS });

export const GRANT_TERMS = record('GrantTerms', {
  grant: 'string',
  source: enumOf('GrantSource', GRANT_SOURCES),
  priority: 'int',
  amountMicro: CREDITS,
  eligibleFrom: 'long',
  expiresAt: nullable('long'),
  scope: GRANT_SCOPE,
  costBasis: nullable(COST_BASIS),
  rollover: nullable(ROLLOVER_TERMS),
});

export const PRODUCT_PIN = record('ProductPin', { product: 'string', version: 'int', hash: SHA_256 });

export const SUBSCRIPTION_TERMS = record('SubscriptionTerms', {
  kind: enumOf('SubscriptionKind', SUBSCRIPTION_KINDS),
  fee: PRICE,
  allowanceMicro: CREDITS,
  scope: GRANT_SCOPE,
  priority: nullable('int'),
  rollover: nullable(ROLLOVER_TERMS),
  every: nullable(record('Span', { unit: enumOf('SpanUnit', SPAN_UNITS), count: 'int' })),
  firstPeriod: enumOf('FirstPeriod', FIRST_PERIODS),
  count: nullable('int'),
});

export const NEXT_TERMS = record('NextTerms', { product: PRODUCT_PIN, terms: SUBSCRIPTION_TERMS });

export const OVERAGE_POLICY = variant('OveragePolicy', {
  type: POLICY,
  limitMicro: nullable(CREDITS),
  capMicro: nullable(CREDITS),
  price: nullable(
    record('OveragePrice', { version: 'int', amountMinor: CREDITS, perMicro: CREDITS, taxIncluded: 'boolean' }),
  ),
});

export const OVERAGE_BUCKET = record('OverageBucket', {
  period: 'int',
  policy: POLICY,
  priceVersion: nullable('int'),
});

export const REPAYMENT = record('Repayment', {
  bucket: OVERAGE_BUCKET,
  amountMicro: CREDITS,
  openAfterMicro: CREDITS,
});

export const MONEY_LINE = record('MoneyLine', {
  line: 'string',
  period: 'int',
  kind: enumOf('LineKind', LINE_KINDS),
  product: nullable(PRODUCT_PIN),
  subject: 'string',
  creditsMicro: CREDITS,
  amountMinor: CREDITS,
  restNumerator: CREDITS,
  restDenominator: CREDITS,
  taxIncluded: 'boolean',
  payment: PAYMENT,
  corrects: NULLABLE_STRING,
});

export const MONEY_LINES = listOf(MONEY_LINE);

export const TERM = record('Term', { startsAt: 'long', endsAt: 'long' });

export const TARIFF_PINS = listOf(record('TariffPin', { book: 'string', version: 'int', hash: SHA_256 }));

export const COMPONENTS = listOf(
  record('Component', {
    kind: KIND,
    quantity: 'long',
    tariff: 'int',
    rate: 'int',
    promotion: nullable('int'),
    amountMicro: CREDITS,
  }),
);
