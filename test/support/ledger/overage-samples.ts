import type { AccountEvent, OverageBucket, OveragePolicy, OveragePrice, UsageCharged } from '#libs/ledger/index.js';
import { micro } from '../journal/event-builders.js';
import { chargeUsage, debit, toOverage } from './samples.js';

/** 2 fen for every 1,000 micro-credits. */
export const PRICE: OveragePrice = { version: 1, amountMinor: 2n, perMicro: micro(1_000), taxIncluded: true };

export function limitBucket(period = 0): OverageBucket {
  return { period, policy: 'limit', priceVersion: null };
}

export function invoiceBucket(period = 0, priceVersion = 1): OverageBucket {
  return { period, policy: 'invoice', priceVersion };
}

export function policySet(overagePolicy: OveragePolicy): AccountEvent {
  return { type: 'OveragePolicySet', data: { account: 'a', overagePolicy } };
}

export function limitOf(limit: number): AccountEvent {
  return policySet({ type: 'limit', limitMicro: micro(limit) });
}

export function invoiceUpTo(cap: number, price: OveragePrice = PRICE): AccountEvent {
  return policySet({ type: 'invoice', capMicro: micro(cap), price });
}

/** A usage that no grant paid: made overage of one bucket, of which so much is open then. */
export function owed(bucket: OverageBucket, amount: number, open: number, all = open, remaining = 0): UsageCharged {
  const charge = chargeUsage([['input', amount]]);
  const { period } = bucket;
  return debit(charge, [toOverage(0, amount, open, bucket)], { remaining, overage: all, period });
}
