import { CREDITS, MONEY_LINES, NULLABLE_STRING, OVERAGE_BUCKET } from './terms.schema.js';
import { listOf, record } from './notation.js';

export const PERIOD_OPENED_V1 = record('PeriodOpened', {
  account: 'string',
  period: 'int',
  startsAt: 'long',
  endsAt: 'long',
  zone: 'string',
  billingDay: 'int',
});

export const PERIOD_SEALED_V1 = record('PeriodSealed', {
  account: 'string',
  period: 'int',
  startsAt: 'long',
  endsAt: 'long',
  usedMicro: CREDITS,
  overage: listOf(record('BucketClosing', { bucket: OVERAGE_BUCKET, billedMicro: CREDITS, writtenOffMicro: CREDITS })),
  rollovers: listOf(
    record('RolledGrant', {
      grant: 'string',
      into: NULLABLE_STRING,
      rolledMicro: CREDITS,
      forfeitedMicro: CREDITS,
    }),
  ),
  lines: MONEY_LINES,
  totalMinor: CREDITS,
});
