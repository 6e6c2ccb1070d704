import { COST_BASIS, CREDITS, GRANT_TERMS } from './terms.schema.js';
import { listOf, nullable, record } from './notation.js';

export const TRANSFER_SENT_V1 = record('TransferSent', {
  account: 'string',
  transfer: 'string',
  to: 'string',
  amountMicro: CREDITS,
  parts: listOf(record('TransferPart', { grant: GRANT_TERMS, amountMicro: CREDITS, costBasis: nullable(COST_BASIS) })),
});

export const TRANSFER_COMPLETED_V1 = record('TransferCompleted', { account: 'string', transfer: 'string' });

export const TRANSFER_RETURNED_V1 = record('TransferReturned', {
  account: 'string',
  transfer: 'string',
  reason: 'string',
  parts: listOf(record('ReturnedTransferPart', { grant: GRANT_TERMS, amountMicro: CREDITS, expired: 'boolean' })),
});
