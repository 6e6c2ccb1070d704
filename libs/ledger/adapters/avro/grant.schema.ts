import { CREDITS, GRANT_TERMS, MONEY_LINES, NULLABLE_STRING, PAYMENT, PRODUCT_PIN, REPAYMENT } from './terms.schema.js';
import { listOf, nullable, record } from './notation.js';

export const CREDITS_GRANTED_V1 = record('CreditsGranted', {
  account: 'string',
  terms: GRANT_TERMS,
  product: nullable(PRODUCT_PIN),
  oncePerCustomer: 'boolean',
  subscription: NULLABLE_STRING,
  transfer: nullable(record('TransferOrigin', { transfer: 'string', from: 'string', part: 'int' })),
  paymentRef: NULLABLE_STRING,
  payment: nullable(PAYMENT),
  repays: listOf(REPAYMENT),
  lines: MONEY_LINES,
});

export const GRANT_EXPIRED_V1 = record('GrantExpired', {
  account: 'string',
  grant: 'string',
  expiresAt: 'long',
  amountMicro: CREDITS,
});

export const GRANT_ADJUSTED_DOWN_V1 = record('GrantAdjustedDown', {
  account: 'string',
  grant: 'string',
  amountMicro: CREDITS,
  reason: 'string',
});
