import { credits } from '#libs/kernel/index.js';
import type {
  CreditNoteIssued,
  PurchaseReversed,
  SubscriptionChangeScheduled,
  SubscriptionEnded,
  SubscriptionRenewed,
  SubscriptionStarted,
  SubscriptionUpgraded,
  TransferCompleted,
  TransferReturned,
  TransferSent,
} from '#libs/ledger/contract.js';
import {
  AT,
  BLOCK_BUCKET,
  CREDIT_LINE,
  DAY,
  FEE_LINE,
  GRANT,
  INSTALMENT,
  INVOICE_BUCKET,
  PLAIN_GRANT,
  PLAN,
  PRODUCT,
} from './parts.js';
import type { SamplesOf } from './samples-of.js';

type Sampled =
  | SubscriptionStarted
  | SubscriptionRenewed
  | SubscriptionUpgraded
  | SubscriptionChangeScheduled
  | SubscriptionEnded
  | PurchaseReversed
  | CreditNoteIssued
  | TransferSent
  | TransferCompleted
  | TransferReturned;

const TERM = { startsAt: AT, endsAt: AT + 30 * DAY };

export const SELLING_SAMPLES: SamplesOf<Sampled> = {
  SubscriptionStarted: {
    account: 'team-1',
    subscription: 's-1',
    product: PRODUCT,
    terms: PLAN,
    term: TERM,
    allowanceMicro: credits(333_333n),
    grant: '~1',
    lines: [FEE_LINE],
  },
  SubscriptionRenewed: {
    account: 'team-1',
    subscription: 's-2',
    product: PRODUCT,
    terms: INSTALMENT,
    occurrence: 2,
    term: TERM,
    allowanceMicro: credits(0n),
    grant: null,
    lines: [FEE_LINE],
  },
  SubscriptionUpgraded: {
    account: 'team-1',
    subscription: 's-1',
    product: PRODUCT,
    terms: PLAN,
    at: AT + 1,
    forfeits: { grant: '~1', amountMicro: credits(77n) },
    allowanceMicro: credits(500_000n),
    grant: '~2',
    lines: [CREDIT_LINE, FEE_LINE],
  },
  SubscriptionChangeScheduled: {
    account: 'team-1',
    subscription: 's-1',
    next: { product: PRODUCT, terms: PLAN },
  },
  SubscriptionEnded: {
    account: 'team-1',
    subscription: 's-2',
    ending: 'settled_early',
    lines: [{ ...FEE_LINE, kind: 'instalment' }],
  },
  PurchaseReversed: {
    account: 'team-1',
    grant: '~1',
    kind: 'chargeback',
    reason: 'card stolen',
    unusedMicro: credits(4n),
    overage: [
      { bucket: BLOCK_BUCKET, amountMicro: credits(5n) },
      { bucket: INVOICE_BUCKET, amountMicro: credits(6n) },
    ],
    lines: [CREDIT_LINE],
  },
  CreditNoteIssued: { account: 'team-1', reason: 'outage in March', lines: [CREDIT_LINE] },
  TransferSent: {
    account: 'team-1',
    transfer: 't-1',
    to: 'team-2',
    amountMicro: credits(12n),
    parts: [
      { grant: GRANT, amountMicro: credits(10n), costBasis: GRANT.costBasis },
      { grant: PLAIN_GRANT, amountMicro: credits(2n), costBasis: null },
    ],
  },
  TransferCompleted: { account: 'team-1', transfer: 't-1' },
  TransferReturned: {
    account: 'team-1',
    transfer: 't-1',
    reason: 'account_closed',
    parts: [
      { grant: GRANT, amountMicro: credits(10n), expired: true },
      { grant: PLAIN_GRANT, amountMicro: credits(2n), expired: false },
    ],
  },
};
