import { divideRoundHalfUp, isInCreditsRange } from '#libs/kernel/index.js';
import type { Instant, Quantity, Tier } from '#libs/kernel/index.js';
import { findPromotion, findRate, tariffInForce } from '#libs/catalog/contract.js';
import type { Promotion, Rate, Tariff, TariffBook } from '#libs/catalog/contract.js';
import type { RatedComponent, Rating, TariffPin } from '../contract.js';

/** What a price depends on; a canonical usage is one. */
export interface RatableUsage {
  readonly model: string;
  readonly tier: Tier;
  readonly app?: string | undefined;
  readonly occurredAt: Instant;
  /** Disjoint, in canonical kind order, zeros left out. */
  readonly quantities: readonly Quantity[];
}

/**
 * Prices a usage by the tariffs in force when it happened (rules 2, 10, 30). Every usage gets an answer; where several
 * quantities have none, the first speaks. A usage that counted nothing costs nothing, and pins the full version in force.
 */
export function rate(usage: RatableUsage, book: TariffBook): Rating {
  const { model, tier, app, occurredAt, quantities } = usage;
  if (quantities.length === 0) return nothingUsed(tariffInForce(book, occurredAt));
  const tariffs: TariffPin[] = [];
  const components: RatedComponent[] = [];
  let totalMicro = 0n;
  for (const counted of quantities) {
    const { kind, quantity } = counted;
    const found = findRate(book, { model, kind, tier, occurredAt });
    if (found === undefined) return { type: 'unpriced', quantity: counted };
    const promoted = findPromotion(found.promotions, { model, kind, app, occurredAt });
    const amountMicro = amountOf(quantity, found.rate, promoted?.promotion);
    totalMicro += amountMicro;
    if (!isInCreditsRange(amountMicro) || !isInCreditsRange(totalMicro)) return { type: 'out_of_range' };
    const tariff = pinned(tariffs, found.tariff);
    components.push({
      kind,
      quantity,
      tariff,
      rate: found.rateOrdinal,
      promotion: promoted?.ordinal ?? null,
      amountMicro,
    });
  }
  return { type: 'rated', rated: { tariffs, components } };
}

/** Quantity × rate × promotion as one fraction, rounded once (rule 2). */
function amountOf(quantity: number, { creditsMicro, per }: Rate, promotion: Promotion | undefined): bigint {
  const full = BigInt(quantity) * creditsMicro;
  if (promotion === undefined) return divideRoundHalfUp(full, BigInt(per));
  return divideRoundHalfUp(full * BigInt(promotion.numerator), BigInt(per) * BigInt(promotion.denominator));
}

/** Place of the tariff's pin, which is added if it is not there: a usage is priced by one tariff, seldom by more. */
function pinned(tariffs: TariffPin[], { book, version, hash }: Tariff): number {
  const place = tariffs.findIndex((pin) => pin.version === version);
  return place >= 0 ? place : tariffs.push({ book, version, hash }) - 1;
}

function nothingUsed(tariff: Tariff | undefined): Rating {
  const tariffs = tariff === undefined ? [] : [{ book: tariff.book, version: tariff.version, hash: tariff.hash }];
  return { type: 'rated', rated: { tariffs, components: [] } };
}
