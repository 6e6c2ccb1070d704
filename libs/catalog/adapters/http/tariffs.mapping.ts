import { credits, formatInstant } from '#libs/kernel/index.js';
import { instantOf } from '#libs/platform/http/index.js';
import type { Promotion, Tariff } from '../../contract.js';
import type { PublishTariff } from '../../domain/commands.js';
import type { PromotionDto, PublishTariffDto, TariffDto, TariffVersionDto } from './tariffs.dto.js';

export function publishTariff(book: string, input: PublishTariffDto): PublishTariff {
  const { mode, effectiveFrom, families = [], rates, promotions = [] } = input;
  return {
    type: 'PublishTariff',
    book,
    mode,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom: instantOf(effectiveFrom) }),
    families: families.map(({ name, models }) => ({ name, models })),
    rates: rates.map(({ target, kind, tier, creditsMicro, per }) => {
      return { target, kind, tier, creditsMicro: credits(BigInt(creditsMicro)), per };
    }),
    promotions: promotions.map(promotionOf),
  };
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

export function tariffView(tariff: Tariff): TariffDto {
  return {
    ...versionView(tariff),
    families: tariff.families,
    rates: tariff.rates.map((rate) => ({ ...rate, creditsMicro: rate.creditsMicro.toString() })),
    promotions: tariff.promotions.map(promotionView),
  };
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
