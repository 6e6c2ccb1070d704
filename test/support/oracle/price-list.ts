import { fitsInt64, roundHalfUp, sum } from './arithmetic.js';
import { ORACLE_KINDS, type OracleUsage, type PromotionBody, type RateBody, type TariffBody } from './vocabulary.js';

export interface PublishedTariff extends TariffBody {
  version: number;
}

export interface PricedComponent {
  kind: string;
  quantity: bigint;
  /** Version of the tariff that gave the rate. */
  version: number;
  promotion: string | null;
  amountMicro: bigint;
}

export type Price = { type: 'priced'; components: PricedComponent[] } | { type: 'unpriced' } | { type: 'outOfRange' };

function familiesOf(tariff: PublishedTariff, model: string): string[] {
  return tariff.families.filter((family) => family.models.includes(model)).map((family) => `family:${family.name}`);
}

/** A model's own rate goes before its family's. */
function rateIn(tariff: PublishedTariff, usage: OracleUsage, kind: string): RateBody | undefined {
  const fitting = tariff.rates.filter((rate) => rate.kind === kind && rate.tier === usage.tier);
  const own = fitting.find((rate) => rate.target === usage.model);
  return own ?? fitting.find((rate) => familiesOf(tariff, usage.model).includes(rate.target));
}

/** The full version in force, then the additions, oldest first: they price what it leaves out (rule 30). */
function versionsInForce(tariffs: PublishedTariff[], at: number): PublishedTariff[] {
  const begun = tariffs.filter((tariff) => Date.parse(tariff.effectiveFrom) <= at);
  let full: PublishedTariff | undefined;
  for (const tariff of begun) {
    if (tariff.mode !== 'full') continue;
    if (full === undefined || Date.parse(tariff.effectiveFrom) >= Date.parse(full.effectiveFrom)) full = tariff;
  }
  const additions = begun.filter((tariff) => tariff.mode === 'addition');
  return full === undefined ? additions : [full, ...additions];
}

function promotionApplies(promotion: PromotionBody, usage: OracleUsage, kind: string): boolean {
  return (
    Date.parse(promotion.from) <= usage.occurredAt &&
    usage.occurredAt < Date.parse(promotion.until) &&
    (promotion.models === undefined || promotion.models.includes(usage.model)) &&
    (promotion.kinds === undefined || promotion.kinds.includes(kind)) &&
    (promotion.apps === undefined || (usage.app !== null && promotion.apps.includes(usage.app)))
  );
}

/** Of several promotions the one that is best for the subscriber; of equal ones the lower id. */
function bestPromotion(tariff: PublishedTariff, usage: OracleUsage, kind: string): PromotionBody | undefined {
  let best: PromotionBody | undefined;
  for (const promotion of tariff.promotions) {
    if (!promotionApplies(promotion, usage, kind)) continue;
    const left = promotion.numerator * (best?.denominator ?? 1);
    const right = (best?.numerator ?? Infinity) * promotion.denominator;
    if (left < right || (left === right && promotion.id < best!.id)) best = promotion;
  }
  return best;
}

function priceOf(tariffs: PublishedTariff[], usage: OracleUsage, kind: string): PricedComponent | undefined {
  for (const tariff of versionsInForce(tariffs, usage.occurredAt)) {
    const rate = rateIn(tariff, usage, kind);
    if (rate === undefined) continue;
    const promotion = bestPromotion(tariff, usage, kind);
    const quantity = usage.quantities[kind] ?? 0n;
    const numerator = quantity * BigInt(rate.creditsMicro) * BigInt(promotion?.numerator ?? 1);
    const denominator = BigInt(rate.per) * BigInt(promotion?.denominator ?? 1);
    const amountMicro = roundHalfUp(numerator, denominator);
    return { kind, quantity, version: tariff.version, promotion: promotion?.id ?? null, amountMicro };
  }
  return undefined;
}

/** The price of a usage by the tariffs of one book (rule 2), or that one of its quantities has none. */
export function priceUsage(tariffs: PublishedTariff[], usage: OracleUsage): Price {
  const components: PricedComponent[] = [];
  for (const kind of ORACLE_KINDS) {
    if (usage.quantities[kind] === undefined) continue;
    const component = priceOf(tariffs, usage, kind);
    if (component === undefined) return { type: 'unpriced' };
    components.push(component);
  }
  const total = sum(components.map((component) => component.amountMicro));
  return fitsInt64(total) ? { type: 'priced', components } : { type: 'outOfRange' };
}
