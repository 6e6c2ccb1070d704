import type { AvroSchema } from '#libs/journal/event-definition.js';
import {
  ACCOUNT_KIND,
  ALERT_RULES,
  COST_BASIS,
  CREDITS,
  FLAG,
  GRANT_SCOPE,
  GRANT_SOURCE,
  KIND,
  listOf,
  NULLABLE_STRING,
  OVERAGE_BUCKET,
  OVERAGE_POLICY,
  QUALITY,
  record,
  SHA_256,
  TIER,
} from './terms.schema.js';

/* The stored format, version 1. Never edit a schema that was released: add a version. */

export const ACCOUNT_OPENED_V1: AvroSchema = record('AccountOpened', {
  account: 'string',
  kind: ACCOUNT_KIND,
  openedAt: 'long',
  currency: 'string',
  zone: 'string',
  billingDay: 'int',
  overagePolicy: OVERAGE_POLICY,
  tariffBook: 'string',
  alertRules: ALERT_RULES,
  members: listOf('string'),
});

export const MEMBER_ADDED_V1: AvroSchema = record('MemberAdded', { account: 'string', member: 'string' });

export const ALERT_RULES_SET_V1: AvroSchema = record('AlertRulesSet', { account: 'string', alertRules: ALERT_RULES });

export const PERIOD_OPENED_V1: AvroSchema = record('PeriodOpened', {
  account: 'string',
  period: 'int',
  startsAt: 'long',
  endsAt: 'long',
  zone: 'string',
  billingDay: 'int',
});

export const CREDITS_GRANTED_V1: AvroSchema = record('CreditsGranted', {
  account: 'string',
  grant: 'string',
  source: GRANT_SOURCE,
  priority: 'int',
  amountMicro: CREDITS,
  eligibleFrom: 'long',
  expiresAt: ['null', 'long'],
  scope: GRANT_SCOPE,
  costBasis: ['null', COST_BASIS],
  paymentRef: NULLABLE_STRING,
});

const CHARGED_USAGE = record('ChargedUsage', {
  source: 'string',
  id: 'string',
  account: 'string',
  member: NULLABLE_STRING,
  app: NULLABLE_STRING,
  occurredAt: 'long',
  provider: 'string',
  model: 'string',
  requestedModel: NULLABLE_STRING,
  tier: TIER,
  requestId: 'string',
  parentRequestId: NULLABLE_STRING,
  reservationId: NULLABLE_STRING,
  final: 'boolean',
  quality: QUALITY,
});

export const USAGE_CHARGED_V1: AvroSchema = record('UsageCharged', {
  usage: CHARGED_USAGE,
  contentHash: SHA_256,
  hashVersion: 'int',
  period: 'int',
  judgedAt: 'long',
  burnOrder: 'int',
  tariffs: listOf(record('TariffPin', { book: 'string', version: 'int', hash: 'Sha256' })),
  components: listOf(
    record('Component', {
      kind: KIND,
      quantity: 'long',
      tariff: 'int',
      rate: 'int',
      promotion: ['null', 'int'],
      amountMicro: CREDITS,
    }),
  ),
  allocations: listOf(
    record('Allocation', {
      component: 'int',
      grant: NULLABLE_STRING,
      overage: ['null', OVERAGE_BUCKET],
      amountMicro: CREDITS,
      afterMicro: CREDITS,
    }),
  ),
  totalMicro: CREDITS,
  remainingAfterMicro: CREDITS,
  overageAfterMicro: CREDITS,
  flags: listOf(FLAG),
});

export const USAGE_CONFLICT_RECORDED_V1: AvroSchema = record('UsageConflictRecorded', {
  account: 'string',
  source: 'string',
  id: 'string',
  chargedRevision: 'int',
  conflictingHash: SHA_256,
  hashVersion: 'int',
  claimedAccount: 'string',
});
