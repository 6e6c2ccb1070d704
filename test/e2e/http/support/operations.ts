import { SOURCE, TARIFF, usageEvent } from './samples.js';

export type Json = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  /** Sound but for what it names. */
  readonly body?: Json;
  readonly isOfGateways?: boolean;
}

export const AT = '/v1/accounts/acc-1';
export const FEE = { amountMinor: '990', taxIncluded: true };
export const RENEWED = {
  fee: FEE,
  allowanceMicro: '100000000',
  scope: { models: ['model-a'], kinds: ['input'] },
  every: { unit: 'day', count: 30 },
  rolloverMaxMicro: '5',
  count: 24,
};
export const PLAN = {
  product: 'plan-s',
  kind: 'plan',
  name: 'Plan S',
  customers: ['household'],
  currency: 'CNY',
  renewed: RENEWED,
};
export const PACK = {
  amountMicro: '5000000',
  price: FEE,
  discounts: [{ fromQuantity: 10, numerator: 1, denominator: 10 }],
  validity: { unit: 'day', count: 30 },
};
export const PACKED = {
  product: 'pack-m',
  kind: 'top_up',
  name: 'Pack M',
  customers: ['household'],
  currency: 'CNY',
  pack: PACK,
};
const FAULT = { fault: 'operator', reason: 'counted twice' };

/** What is sold, held, moved and corrected, by what it does; on account `acc-1`. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  publishPlan: { method: 'POST', url: '/v1/products', body: PLAN },
  publishPack: { method: 'POST', url: '/v1/products', body: PACKED },
  subscribe: { method: 'POST', url: `${AT}/subscriptions`, body: { subscription: 'sub-2', product: 'plan-s' } },
  change: { method: 'POST', url: `${AT}/subscriptions/sub-1/change`, body: { product: 'plan-s' } },
  cancel: { method: 'POST', url: `${AT}/subscriptions/sub-1/cancel` },
  settleInstalments: { method: 'POST', url: `${AT}/subscriptions/sub-1/settle` },
  buy: {
    method: 'POST',
    url: `${AT}/purchases`,
    body: { product: 'pack-m', quantity: 2, grant: 'p-1', paymentRef: 'pay-1', payment: 'bill' },
  },
  transfer: {
    method: 'POST',
    url: `${AT}/transfers`,
    body: { transfer: 't-1', to: 'acc-2', amountMicro: '5', policy: { promotional: false, free: false } },
  },
  adjust: { method: 'POST', url: `${AT}/grants/g-1/adjustments`, body: { amountMicro: '1', reason: 'granted twice' } },
  refund: { method: 'POST', url: `${AT}/grants/g-1/refund`, body: { reason: 'returned' } },
  chargeback: { method: 'POST', url: `${AT}/grants/g-1/chargeback`, body: { reason: 'disputed' } },
  creditNote: {
    method: 'POST',
    url: `${AT}/credit-notes`,
    body: { line: '0-1', amountMinor: '1', reason: 'goodwill' },
  },
  correct: {
    method: 'POST',
    url: `${AT}/corrections`,
    body: { ...FAULT, source: SOURCE, id: 'u-1', revision: 4, rerate: { tariffBook: 'standard', version: 1 } },
  },
  rerate: { method: 'POST', url: `${AT}/re-rates`, body: { ...FAULT, period: 0, rerate: { version: 1 } } },
  reserve: {
    method: 'POST',
    url: `${AT}/reservations`,
    body: { reservation: 'r-1', member: 'm-1', model: 'model-a', maximum: { input: 1, output: 1 }, ttlSeconds: 60 },
    isOfGateways: true,
  },
  release: { method: 'POST', url: `${AT}/reservations/r-0/release`, isOfGateways: true },
  settle: {
    method: 'POST',
    url: `${AT}/reservations/r-0/settle`,
    body: usageEvent('s-1', { reservationId: 'r-0', final: false }),
    isOfGateways: true,
  },
  status: { method: 'PUT', url: `${AT}/status`, body: { status: 'active', reason: 'paid' } },
  billing: { method: 'PUT', url: `${AT}/billing`, body: { zone: 'Asia/Shanghai', billingDay: 1 } },
  overagePolicy: {
    method: 'PUT',
    url: `${AT}/overage-policy`,
    body: {
      type: 'invoice',
      capMicro: '900000000',
      price: { amountMinor: '3', perMicro: '1000000', taxIncluded: true },
    },
  },
  tariffBook: { method: 'PUT', url: `${AT}/tariff-book`, body: { tariffBook: 'standard' } },
  alertRules: { method: 'PUT', url: `${AT}/alert-rules`, body: { percents: [50], floorsMicro: ['1'] } },
  memberLimit: { method: 'PUT', url: `${AT}/members/m-1/limit`, body: { limitMicro: '5' } },
  removeMember: { method: 'DELETE', url: `${AT}/members/m-9` },
  tryTariff: {
    method: 'POST',
    url: '/v1/tariffs/standard/try',
    body: { from: '2026-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z', rates: TARIFF.rates },
  },
};

export const QUERIES = [
  `${AT}/standing`,
  `${AT}/grants`,
  `${AT}/members`,
  `${AT}/reservations`,
  `${AT}/subscriptions`,
  `${AT}/transfers`,
  `${AT}/periods`,
  '/v1/products',
  '/v1/products/plan-s',
  '/v1/products/plan-s/typical-tasks',
] as const;
