import { credits } from '#libs/kernel/index.js';
import type { PublishProduct } from '#libs/catalog/domain/products/commands.js';
import type { ProductPublished } from '#libs/catalog/domain/products/events.js';
import { productDecider } from '#libs/catalog/domain/products/product.js';
import type { ProductRejection } from '#libs/catalog/domain/products/rejections.js';
import { UNPUBLISHED, type ProductHistory } from '#libs/catalog/domain/products/state.js';
import type { PackOffer, RenewedTerms } from '#libs/catalog/domain/products/terms.js';
import { sha256 } from '#libs/platform/crypto/sha256.js';
import { NOW } from './samples.js';

// For specs: a small plan and a small pack, and what becomes of them.

const ANYTHING = { models: null, kinds: null, apps: null };

export const renewed = (more: Partial<RenewedTerms> = {}): RenewedTerms => ({
  fee: { amountMinor: 990n, taxIncluded: true },
  allowanceMicro: credits(10_000_000_000_000n),
  scope: ANYTHING,
  priority: null,
  rollover: null,
  every: null,
  firstPeriod: 'whole',
  count: null,
  ...more,
});

export const packOffer = (more: Partial<PackOffer> = {}): PackOffer => ({
  amountMicro: credits(1_000_000_000_000n),
  price: { amountMinor: 100n, taxIncluded: true },
  discounts: [],
  validity: { unit: 'day', count: 30 },
  scope: ANYTHING,
  priority: null,
  oncePerCustomer: false,
  ...more,
});

export const publishPlan = (more: Partial<PublishProduct> = {}): PublishProduct => ({
  type: 'PublishProduct',
  product: 'plan-s',
  kind: 'plan',
  name: 'Plan S',
  illustrative: true,
  customers: ['individual', 'household'],
  currency: 'CNY',
  availableFrom: null,
  availableUntil: null,
  renewed: renewed(),
  pack: null,
  ...more,
});

export const publishPack = (more: Partial<PackOffer> = {}, content: Partial<PublishProduct> = {}): PublishProduct =>
  publishPlan({
    product: 'pack-s',
    kind: 'top_up',
    name: 'Pack S',
    renewed: null,
    pack: packOffer(more),
    ...content,
  });

export const decideProduct = (command: PublishProduct, history: ProductHistory = UNPUBLISHED, now = NOW) =>
  productDecider.decide({ ...command, context: { now, sha256 } }, history);

export function publishedProduct(command: PublishProduct, history?: ProductHistory, now?: number): ProductPublished {
  const decision = decideProduct(command, history, now);
  if (decision.type === 'rejected') throw new Error(decision.rejection.code);
  const [event] = decision.events;
  if (event === undefined || decision.events.length > 1) throw new Error('a publication is one event');
  return event;
}

export const historyOf = (...commands: PublishProduct[]): ProductHistory =>
  commands.reduce(
    (history, command) => productDecider.evolve(history, publishedProduct(command, history)),
    UNPUBLISHED,
  );

export function productRejection(command: PublishProduct, history?: ProductHistory): ProductRejection {
  const decision = decideProduct(command, history);
  if (decision.type === 'accepted') throw new Error('accepted');
  return decision.rejection;
}
