import { KINDS, TIERS } from '#libs/kernel/index.js';
import type { Kind, Tier } from '#libs/kernel/index.js';
import { rankPromotions, type RankedPromotion } from './promotions.js';
import type { ModelFamily, Rate, Tariff } from './terms.js';

/** The rate that prices one kind of a model in one tier, ready to be charged by. */
export interface FoundRate {
  readonly tariff: Tariff;
  /** Place of the rate in `tariff.rates`. */
  readonly rateOrdinal: number;
  readonly rate: Rate;
  /** All promotions of the tariff, the one to prefer first. */
  readonly promotions: readonly RankedPromotion[];
}

/** Rates of one model by slot; models of a family that have no rate of their own share one row. */
export type PriceRow = readonly (FoundRate | undefined)[];
export type PriceRows = ReadonlyMap<string, PriceRow>;

/** A tariff laid out for look-up by model, so that the price of a usage costs the same at 10 and at 10,000 rates. */
export interface PriceList {
  readonly tariff: Tariff;
  readonly rows: PriceRows;
}

const FAMILY_PREFIX = 'family:';
const SLOTS = KINDS.length * TIERS.length;
const KIND_PLACE = placesOf(KINDS);
const TIER_PLACE = placesOf(TIERS);

/** The family a rate is for; `undefined` if it is for a model. */
export function familyOf(target: string): string | undefined {
  return target.startsWith(FAMILY_PREFIX) ? target.slice(FAMILY_PREFIX.length) : undefined;
}

/** Models a rate prices. A family that is not listed has none. */
export function modelsOf(target: string, families: readonly ModelFamily[]): readonly string[] {
  const family = familyOf(target);
  if (family === undefined) return [target];
  return families.find(({ name }) => name === family)?.models ?? [];
}

/** Place of a (kind, tier) in a row. */
export function slotOf(kind: Kind, tier: Tier): number {
  return TIER_PLACE[tier] * KINDS.length + KIND_PLACE[kind];
}

export function priceList(tariff: Tariff): PriceList {
  const byTarget = rowsByTarget(tariff);
  const rows = new Map<string, PriceRow>();
  for (const { name, models } of tariff.families) {
    const row = byTarget.get(FAMILY_PREFIX + name);
    if (row !== undefined) for (const model of models) rows.set(model, row);
  }
  for (const [target, own] of byTarget) {
    if (familyOf(target) === undefined) rows.set(target, overlay(own, rows.get(target)));
  }
  return { tariff, rows };
}

/** The rate of one version alone, whatever others price. */
export function rateIn(
  { rows }: PriceList,
  { model, kind, tier }: { readonly model: string; readonly kind: Kind; readonly tier: Tier },
): Rate | undefined {
  return rows.get(model)?.[slotOf(kind, tier)]?.rate;
}

/** `upper` where it has a rate, `lower` elsewhere. */
export function overlay(upper: PriceRow, lower: PriceRow | undefined): PriceRow {
  if (lower === undefined) return upper;
  return upper.map((rate, slot) => rate ?? lower[slot]);
}

function rowsByTarget(tariff: Tariff): Map<string, (FoundRate | undefined)[]> {
  const promotions = rankPromotions(tariff.promotions);
  const rows = new Map<string, (FoundRate | undefined)[]>();
  tariff.rates.forEach((rate, rateOrdinal) => {
    const row = rows.get(rate.target) ?? new Array<FoundRate | undefined>(SLOTS).fill(undefined);
    row[slotOf(rate.kind, rate.tier)] = { tariff, rateOrdinal, rate, promotions };
    rows.set(rate.target, row);
  });
  return rows;
}

function placesOf<Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> {
  return Object.fromEntries(names.map((name, place) => [name, place])) as Record<Name, number>;
}
