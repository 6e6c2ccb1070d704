import type { PartnerContractPublished, ProductPublished, TariffPublished } from '#libs/catalog/contract.js';
import { credits } from '#libs/kernel/index.js';
import { AT, DAY, HASH } from './parts.js';
import type { SamplesOf } from './samples-of.js';

export const CATALOGUE_SAMPLES: SamplesOf<TariffPublished | ProductPublished | PartnerContractPublished> = {
  TariffPublished: {
    book: 'standard',
    version: 1,
    mode: 'full',
    effectiveFrom: AT,
    families: [{ name: 'qwen', models: ['qwen-max', 'qwen-plus'] }],
    rates: [
      { target: 'family:qwen', kind: 'cache_write_1h', tier: 'standard', creditsMicro: credits(250_000n), per: 3 },
    ],
    promotions: [
      {
        id: 'spring',
        from: AT,
        until: AT + 1,
        models: null,
        kinds: ['input'],
        apps: ['workbuddy'],
        numerator: 1,
        denominator: 3,
      },
    ],
    hash: HASH,
  },
  PartnerContractPublished: {
    partner: 'workbuddy',
    version: 2,
    effectiveFrom: AT,
    name: '伙伴',
    illustrative: true,
    apps: ['workbuddy', 'cloud-phone'],
    share: { numerator: 3, denominator: 10 },
    basis: 'recognised_revenue',
    listPrice: { amountMinor: 100n, perMicro: credits(2n ** 63n - 1n), currency: 'CNY' },
    hash: HASH,
  },
  ProductPublished: {
    product: 'gold',
    version: 4,
    effectiveFrom: AT,
    kind: 'top_up',
    name: '黄金包',
    illustrative: true,
    customers: ['individual', 'team'],
    currency: 'CNY',
    availableFrom: AT,
    availableUntil: AT + DAY,
    renewed: {
      fee: { amountMinor: 9_900n, taxIncluded: true },
      allowanceMicro: credits(1_000_000n),
      scope: { models: ['qwen-max'], kinds: ['input'], apps: null },
      priority: 25,
      rollover: { maxMicro: credits(5n) },
      every: { unit: 'month', count: 1 },
      firstPeriod: 'by_days',
      count: 24,
    },
    pack: {
      amountMicro: credits(2n ** 63n - 1n),
      price: { amountMinor: 990n, taxIncluded: false },
      discounts: [{ fromQuantity: 10, numerator: 1, denominator: 20 }],
      validity: { unit: 'day', count: 90 },
      scope: { models: null, kinds: null, apps: ['workbuddy'] },
      priority: null,
      oncePerCustomer: true,
    },
    hash: HASH,
  },
};
