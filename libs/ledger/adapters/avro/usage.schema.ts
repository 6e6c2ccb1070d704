import { CORRECTION_STEPS } from '../../domain/events/usage-events.js';
import {
  COMPONENTS,
  CREDITS,
  FAULT,
  FLAG,
  GRANT_TERMS,
  MONEY_LINES,
  NULLABLE_STRING,
  OVERAGE_BUCKET,
  QUALITY,
  SHA_256,
  TARIFF_PINS,
  TIER,
} from './terms.schema.js';
import { enumOf, listOf, nullable, record } from './notation.js';

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

export const USAGE_CHARGED_V1 = record('UsageCharged', {
  usage: CHARGED_USAGE,
  contentHash: SHA_256,
  hashVersion: 'int',
  period: 'int',
  originPeriod: nullable('int'),
  judgedAt: 'long',
  burnOrder: 'int',
  tariffs: TARIFF_PINS,
  components: COMPONENTS,
  allocations: listOf(
    record('Allocation', {
      component: 'int',
      grant: NULLABLE_STRING,
      overage: nullable(OVERAGE_BUCKET),
      held: 'boolean',
      amountMicro: CREDITS,
      afterMicro: CREDITS,
    }),
  ),
  totalMicro: CREDITS,
  remainingAfterMicro: CREDITS,
  overageAfterMicro: CREDITS,
  flags: listOf(FLAG),
});

export const USAGE_CONFLICT_RECORDED_V1 = record('UsageConflictRecorded', {
  account: 'string',
  source: 'string',
  id: 'string',
  chargedRevision: 'int',
  conflictingHash: SHA_256,
  hashVersion: 'int',
  claimedAccount: 'string',
});

export const USAGE_CORRECTED_V1 = record('UsageCorrected', {
  account: 'string',
  source: 'string',
  id: 'string',
  chargedRevision: 'int',
  correctedRevision: 'int',
  correction: 'int',
  fault: FAULT,
  reason: 'string',
  member: NULLABLE_STRING,
  model: 'string',
  tier: TIER,
  occurredAt: 'long',
  period: 'int',
  chargedPeriod: 'int',
  originPeriod: nullable('int'),
  replaced: record('ReplacedPrice', { tariffs: TARIFF_PINS, components: COMPONENTS }),
  tariffs: TARIFF_PINS,
  components: COMPONENTS,
  allocations: listOf(
    record('NetAllocation', {
      component: 'int',
      grant: NULLABLE_STRING,
      overage: nullable(OVERAGE_BUCKET),
      amountMicro: CREDITS,
    }),
  ),
  totalMicro: CREDITS,
  deltaMicro: CREDITS,
  steps: listOf(
    record('CorrectionStep', {
      type: enumOf('CorrectionStepType', CORRECTION_STEPS),
      component: 'int',
      grant: NULLABLE_STRING,
      bucket: nullable(OVERAGE_BUCKET),
      amountMicro: CREDITS,
    }),
  ),
  revived: listOf(GRANT_TERMS),
  lines: MONEY_LINES,
  remainingAfterMicro: CREDITS,
  overageAfterMicro: CREDITS,
});
