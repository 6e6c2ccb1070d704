import { PURCHASE_REVERSALS, SUBSCRIPTION_ENDINGS } from '../../domain/events/selling-events.js';
import {
  CREDITS,
  MONEY_LINES,
  NEXT_TERMS,
  NULLABLE_STRING,
  OVERAGE_BUCKET,
  PRODUCT_PIN,
  SUBSCRIPTION_TERMS,
  TERM,
} from './terms.schema.js';
import { enumOf, listOf, nullable, record } from './notation.js';

export const SUBSCRIPTION_STARTED_V1 = record('SubscriptionStarted', {
  account: 'string',
  subscription: 'string',
  product: PRODUCT_PIN,
  terms: SUBSCRIPTION_TERMS,
  term: TERM,
  allowanceMicro: CREDITS,
  grant: NULLABLE_STRING,
  lines: MONEY_LINES,
});

export const SUBSCRIPTION_RENEWED_V1 = record('SubscriptionRenewed', {
  account: 'string',
  subscription: 'string',
  product: PRODUCT_PIN,
  terms: SUBSCRIPTION_TERMS,
  occurrence: 'int',
  term: TERM,
  allowanceMicro: CREDITS,
  grant: NULLABLE_STRING,
  lines: MONEY_LINES,
});

export const SUBSCRIPTION_UPGRADED_V1 = record('SubscriptionUpgraded', {
  account: 'string',
  subscription: 'string',
  product: PRODUCT_PIN,
  terms: SUBSCRIPTION_TERMS,
  at: 'long',
  forfeits: nullable(record('Forfeit', { grant: 'string', amountMicro: CREDITS })),
  allowanceMicro: CREDITS,
  grant: NULLABLE_STRING,
  lines: MONEY_LINES,
});

export const SUBSCRIPTION_CHANGE_SCHEDULED_V1 = record('SubscriptionChangeScheduled', {
  account: 'string',
  subscription: 'string',
  next: nullable(NEXT_TERMS),
});

export const SUBSCRIPTION_ENDED_V1 = record('SubscriptionEnded', {
  account: 'string',
  subscription: 'string',
  ending: enumOf('SubscriptionEnding', SUBSCRIPTION_ENDINGS),
  lines: MONEY_LINES,
});

export const PURCHASE_REVERSED_V1 = record('PurchaseReversed', {
  account: 'string',
  grant: 'string',
  kind: enumOf('PurchaseReversal', PURCHASE_REVERSALS),
  reason: 'string',
  unusedMicro: CREDITS,
  overage: listOf(record('ReversedOverage', { bucket: OVERAGE_BUCKET, amountMicro: CREDITS })),
  lines: MONEY_LINES,
});

export const CREDIT_NOTE_ISSUED_V1 = record('CreditNoteIssued', {
  account: 'string',
  reason: 'string',
  lines: MONEY_LINES,
});
