import type { Instant, Kind } from '#libs/kernel/index.js';
import type { Promotion } from './terms.js';

/** A promotion with its place in the tariff's list. */
export interface RankedPromotion {
  readonly ordinal: number;
  readonly promotion: Promotion;
  /** `promotion.models`, for look-up. */
  readonly models: ReadonlySet<string> | null;
}

/** What a promotion looks at. */
export interface PromotedUse {
  readonly model: string;
  readonly kind: Kind;
  readonly app?: string | undefined;
  readonly occurredAt: Instant;
}

/** The one to prefer first: lowest factor, then lower id by code units. */
export function rankPromotions(promotions: readonly Promotion[]): readonly RankedPromotion[] {
  return promotions
    .map((promotion, ordinal) => ({ ordinal, promotion, models: promotion.models && new Set(promotion.models) }))
    .sort((left, right) => compareRank(left.promotion, right.promotion));
}

/** The promotion to price by; `undefined` if none applies. `ranked` as of `rankPromotions`. */
export function findPromotion(ranked: readonly RankedPromotion[], use: PromotedUse): RankedPromotion | undefined {
  for (const candidate of ranked) if (applies(candidate, use)) return candidate;
  return undefined;
}

function applies({ promotion, models }: RankedPromotion, { model, kind, app, occurredAt }: PromotedUse): boolean {
  if (occurredAt < promotion.from || occurredAt >= promotion.until) return false;
  if (models !== null && !models.has(model)) return false;
  if (promotion.kinds !== null && !promotion.kinds.includes(kind)) return false;
  return promotion.apps === null || (app !== undefined && promotion.apps.includes(app));
}

function compareRank(left: Promotion, right: Promotion): number {
  const leftFactor = BigInt(left.numerator) * BigInt(right.denominator);
  const rightFactor = BigInt(right.numerator) * BigInt(left.denominator);
  if (leftFactor !== rightFactor) return leftFactor < rightFactor ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
