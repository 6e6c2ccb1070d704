import { credits, type Credits } from '#libs/kernel/index.js';
import type {
  ChargeComponent,
  GrantTerms,
  MoneyLine,
  OverageBucket,
  ProductPin,
  StoredTariffPin,
  SubscriptionTerms,
} from '#libs/ledger/contract.js';

export const HASH = 'ab'.repeat(32);
export const AT = Date.UTC(2026, 2, 1);
export const DAY = 86_400_000;
export const LARGEST: Credits = credits(2n ** 63n - 1n);

export const TARIFFS: readonly StoredTariffPin[] = [{ book: 'standard', version: 3, hash: HASH }];

export const COMPONENTS: readonly ChargeComponent[] = [
  { kind: 'input', quantity: 1_000_000_000_000, tariff: 0, rate: 7, promotion: 0, amountMicro: credits(1_500n) },
  { kind: 'output', quantity: 1, tariff: 0, rate: 8, promotion: null, amountMicro: credits(0n) },
];

export const BLOCK_BUCKET: OverageBucket = { period: 0, policy: 'block', priceVersion: null };
export const INVOICE_BUCKET: OverageBucket = { period: 0, policy: 'invoice', priceVersion: 2 };
export const PRODUCT: ProductPin = { product: 'gold', version: 4, hash: HASH };

export const GRANT: GrantTerms = {
  grant: '~1',
  source: 'top_up',
  priority: 40,
  amountMicro: LARGEST,
  eligibleFrom: AT,
  expiresAt: AT + DAY,
  scope: { models: ['qwen-max'], kinds: ['input', 'request'], apps: null },
  costBasis: { amountMinor: 990n, currency: 'CNY', taxIncluded: true },
  rollover: { maxMicro: credits(5n) },
};

/** Restricted in nothing, paid by nobody, for ever. */
export const PLAIN_GRANT: GrantTerms = {
  grant: 'g-2',
  source: 'refund',
  priority: 10,
  amountMicro: credits(2n),
  eligibleFrom: AT,
  expiresAt: null,
  scope: { models: null, kinds: null, apps: ['workbuddy'] },
  costBasis: null,
  rollover: null,
};

export const PLAN: SubscriptionTerms = {
  kind: 'plan',
  fee: { amountMinor: 9_900n, taxIncluded: true },
  allowanceMicro: credits(1_000_000n),
  scope: { models: ['qwen-max'], kinds: null, apps: null },
  priority: 25,
  rollover: { maxMicro: credits(500_000n) },
  every: { unit: 'day', count: 30 },
  firstPeriod: 'by_days',
  count: null,
};

export const INSTALMENT: SubscriptionTerms = {
  kind: 'instalment',
  fee: { amountMinor: 30_000n, taxIncluded: false },
  allowanceMicro: credits(0n),
  scope: { models: null, kinds: null, apps: null },
  priority: null,
  rollover: null,
  every: null,
  firstPeriod: 'whole',
  count: 24,
};

export const FEE_LINE: MoneyLine = {
  line: '0-1',
  period: 0,
  kind: 'fee',
  product: PRODUCT,
  subject: 's-1',
  creditsMicro: credits(1_000_000n),
  amountMinor: 3_300n,
  restNumerator: -1n,
  restDenominator: 3n,
  taxIncluded: true,
  payment: 'bill',
  corrects: null,
};

export const CREDIT_LINE: MoneyLine = {
  line: '1-2',
  period: 1,
  kind: 'credit',
  product: null,
  subject: '0-invoice-2',
  creditsMicro: credits(-500n),
  amountMinor: -7n,
  restNumerator: 0n,
  restDenominator: 1n,
  taxIncluded: false,
  payment: 'prepaid',
  corrects: '0-9',
};
