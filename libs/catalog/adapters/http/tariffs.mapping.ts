import { credits, formatInstant } from '#libs/kernel/index.js';
import { instantOf } from '#libs/platform/http/index.js';
import type { Promotion, Rate, Tariff } from '../../contract.js';
import type { PublishTariff } from '../../domain/commands.js';
import type { PromotionDto, PublishTariffDto, RateDto, TariffDto, TariffVersionDto } from './tariffs.dto.js';

export function publishTariff(book: string, input: PublishTariffDto): PublishTariff {
  const { mode, effectiveFrom, families = [], rates, promotions = [] } = input;
  return {
    type: 'PublishTariff',
    book,
    mode,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom: instantOf(effectiveFrom) }),
    families: families.map(({ name, models }) => ({ name, models })),
    rates: rates.map(rateOf),
    promotions: promotions.map(promotionOf),
  };
}

function rateOf({ target, kind, tier, creditsMicro, per, supplierCost: cost }: RateDto): Rate {
  const rate = { target, kind, tier, creditsMicro: credits(BigInt(creditsMicro)), per };
  if (cost === undefined) return rate;
  return { ...rate, supplierCost: { microMinor: BigInt(cost.microMinor), per: cost.per, currency: cost.currency } };
}

function promotionOf({ id, from, until, models, kinds, apps, numerator, denominator }: PromotionDto): Promotion {
  return {
    id,
    from: instantOf(from),
    until: instantOf(until),
    models: models ?? null,
    kinds: kinds ?? null,
    apps: apps ?? null,
    numerator,
    denominator,
  };
}

export function versionView({ version, mode, effectiveFrom, hash }: Tariff): TariffVersionDto {
  return { version, mode, effectiveFrom: formatInstant(effectiveFrom), hash };
}

/** What suppliers are paid is shown to those who settle with them only. */
export function tariffView(tariff: Tariff, showsCosts: boolean): TariffDto {
  return {
    ...versionView(tariff),
    families: tariff.families,
    rates: tariff.rates.map((rate) => rateView(rate, showsCosts)),
    promotions: tariff.promotions.map(promotionView),
  };
}

function rateView({ supplierCost: cost, creditsMicro, ...rate }: Rate, showsCosts: boolean): RateDto {
  const view = { ...rate, creditsMicro: creditsMicro.toString() };
  if (cost === undefined || !showsCosts) return view;
  return { ...view, supplierCost: { ...cost, microMinor: cost.microMinor.toString() } };
}

function promotionView({ from, until, models, kinds, apps, ...rest }: Promotion): PromotionDto {
  return {
    ...rest,
    from: formatInstant(from),
    until: formatInstant(until),
    ...(models === null ? {} : { models }),
    ...(kinds === null ? {} : { kinds }),
    ...(apps === null ? {} : { apps }),
  };
}
