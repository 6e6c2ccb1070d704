import { hash } from 'node:crypto';
import { credits } from '#libs/kernel/index.js';
import type { HashText } from '#libs/kernel/index.js';
import { EMPTY_BOOK, tariffBookDecider } from '#libs/catalog/index.js';
import type { Promotion, PublishTariff, Rate, Tariff, TariffBook } from '#libs/catalog/index.js';
import type { RatedUsage, Rating } from '#libs/rating/contract.js';
import type { RatableUsage } from '#libs/rating/domain/rate.js';

// For the specs of this folder: one usage, and books to rate it by.

const sha256: HashText = (text) => hash('sha256', text, 'hex');

export const priced = (target: string, more: Partial<Rate> = {}): Rate => ({
  target,
  kind: 'input',
  tier: 'standard',
  creditsMicro: credits(1_000_000n),
  per: 1,
  ...more,
});

export const promotion = (more: Partial<Promotion> = {}): Promotion => ({
  id: 'p',
  from: 0,
  until: 1_000,
  models: null,
  kinds: null,
  apps: null,
  numerator: 1,
  denominator: 2,
  ...more,
});

type Draft = Partial<PublishTariff> & Pick<PublishTariff, 'rates'>;

export function bookOf(...drafts: readonly Draft[]): TariffBook {
  return drafts.reduce((book, draft) => {
    const decision = tariffBookDecider.decide(
      {
        type: 'PublishTariff',
        book: 'standard',
        mode: 'full',
        effectiveFrom: 0,
        families: [],
        promotions: [],
        ...draft,
        context: { now: 0, sha256 },
      },
      book,
    );
    if (decision.type === 'rejected') throw new Error(decision.rejection.code);
    return decision.events.reduce((next, event) => tariffBookDecider.evolve(next, event), book);
  }, EMPTY_BOOK);
}

export const usage = (more: Partial<RatableUsage> = {}): RatableUsage => ({
  model: 'm',
  tier: 'standard',
  occurredAt: 500,
  quantities: [{ kind: 'input', quantity: 1 }],
  ...more,
});

export function rated(rating: Rating): RatedUsage {
  if (rating.type !== 'rated') throw new Error(rating.type);
  return rating.rated;
}

export const amounts = (rating: Rating) => rated(rating).components.map(({ amountMicro }) => amountMicro);
export const pin = ({ book, version, hash }: Tariff) => ({ book, version, hash });
