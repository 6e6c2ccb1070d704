import { isClientId, isInCreditsRange } from '#libs/kernel/index.js';
import type { PublishTariff } from './commands.js';
import { familyOf } from './price-list.js';
import {
  FACTOR_TERM_MAX,
  FAMILY_MODELS_MAX,
  NAME_LENGTH_MAX,
  PER_MAX,
  PROMOTIONS_MAX,
  RATES_MAX,
} from './rejections.js';
import type { FamilyFault, PromotionFault, RateFault, TariffRejection } from './rejections.js';
import type { ModelFamily, Promotion, Rate, SupplierCost } from './terms.js';

type Content = Pick<PublishTariff, 'families' | 'rates' | 'promotions'>;

/** What is wrong with a tariff by itself, whatever the book holds; `undefined` if it is sound. */
export function unsoundness(content: Content): TariffRejection | undefined {
  return (
    wrongSize(content) ??
    wrongFamily(content.families) ??
    overlap(content.families) ??
    wrongRate(content.rates) ??
    unknownFamily(content) ??
    duplicateRate(content.rates) ??
    wrongPromotion(content.promotions)
  );
}

function wrongSize({ rates, families, promotions }: Content): TariffRejection | undefined {
  if (rates.length === 0) return { code: 'tariff_empty' };
  if (rates.length > RATES_MAX) return { code: 'too_many_rates', limit: RATES_MAX };
  const models = families.reduce((count, family) => count + family.models.length, 0);
  if (models > FAMILY_MODELS_MAX || families.length > FAMILY_MODELS_MAX) {
    return { code: 'too_many_models', limit: FAMILY_MODELS_MAX };
  }
  if (promotions.length > PROMOTIONS_MAX) return { code: 'too_many_promotions', limit: PROMOTIONS_MAX };
  return undefined;
}

function wrongFamily(families: readonly ModelFamily[]): TariffRejection | undefined {
  const names = new Set<string>();
  for (const [ordinal, family] of families.entries()) {
    const reason = familyFault(family, names);
    if (reason !== undefined) return { code: 'family_not_valid', ordinal, reason };
    names.add(family.name);
  }
  return undefined;
}

function familyFault({ name, models }: ModelFamily, earlier: ReadonlySet<string>): FamilyFault | undefined {
  if (!isClientId(name)) return 'name';
  if (earlier.has(name)) return 'name_repeated';
  if (models.length === 0) return 'no_models';
  return models.every(isName) ? undefined : 'model';
}

function overlap(families: readonly ModelFamily[]): TariffRejection | undefined {
  const familyByModel = new Map<string, string>();
  for (const { name, models } of families) {
    for (const model of models) {
      const other = familyByModel.get(model);
      if (other !== undefined) return { code: 'family_overlap', model, families: [other, name] };
      familyByModel.set(model, name);
    }
  }
  return undefined;
}

function wrongRate(rates: readonly Rate[]): TariffRejection | undefined {
  for (const [ordinal, rate] of rates.entries()) {
    const reason = rateFault(rate);
    if (reason !== undefined) return { code: 'rate_not_valid', ordinal, reason };
  }
  return undefined;
}

function rateFault({ target, creditsMicro, per, supplierCost }: Rate): RateFault | undefined {
  if (!isName(target)) return 'target';
  if (creditsMicro < 0n || !isInCreditsRange(creditsMicro)) return 'credits';
  if (!isWhole(per, 1, PER_MAX)) return 'per';
  return supplierCost === undefined || isCost(supplierCost) ? undefined : 'supplier_cost';
}

function isCost({ microMinor, per, currency }: SupplierCost): boolean {
  return microMinor >= 0n && isInCreditsRange(microMinor) && isWhole(per, 1, PER_MAX) && /^[A-Z]{3}$/.test(currency);
}

function unknownFamily({ rates, families }: Content): TariffRejection | undefined {
  const names = new Set(families.map(({ name }) => name));
  for (const [ordinal, { target }] of rates.entries()) {
    const family = familyOf(target);
    if (family !== undefined && !names.has(family)) return { code: 'unknown_family', ordinal, family };
  }
  return undefined;
}

function duplicateRate(rates: readonly Rate[]): TariffRejection | undefined {
  const firsts = new Map<string, number>();
  for (const [ordinal, { target, kind, tier }] of rates.entries()) {
    const pair = `${kind} ${tier} ${target}`;
    const first = firsts.get(pair);
    if (first !== undefined) return { code: 'duplicate_rate', ordinal, first };
    firsts.set(pair, ordinal);
  }
  return undefined;
}

function wrongPromotion(promotions: readonly Promotion[]): TariffRejection | undefined {
  const ids = new Set<string>();
  for (const [ordinal, promotion] of promotions.entries()) {
    const reason = promotionFault(promotion, ids);
    if (reason !== undefined) return { code: 'promotion_not_valid', ordinal, reason };
    ids.add(promotion.id);
  }
  return undefined;
}

function promotionFault(promotion: Promotion, earlier: ReadonlySet<string>): PromotionFault | undefined {
  const { id, from, until, numerator, denominator, models, kinds, apps } = promotion;
  if (!isClientId(id)) return 'id';
  if (earlier.has(id)) return 'id_repeated';
  if (!(from < until)) return 'dates';
  if (!isFactor(numerator, denominator)) return 'factor';
  return [models, kinds, apps].every(isScope) ? undefined : 'scope';
}

function isFactor(numerator: number, denominator: number): boolean {
  return isWhole(denominator, 1, FACTOR_TERM_MAX) && isWhole(numerator, 0, denominator);
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function isScope(names: readonly string[] | null): boolean {
  return names === null || (names.length > 0 && names.every(isName));
}

function isName(text: string): boolean {
  return text.length > 0 && text.length <= NAME_LENGTH_MAX && text.isWellFormed();
}
