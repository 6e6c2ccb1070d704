import { viewJson } from '#libs/kernel/index.js';
import { instantOf } from '#libs/platform/http/index.js';
import type { TariffTrial, TrialReport } from '../../application/tariff-trials.js';
import type { TariffTrialDto, TryTariffDto } from './tariff-trial.dto.js';
import { publishTariff } from './tariffs.mapping.js';

export function tariffTrial(book: string, { from, until, account, ...content }: TryTariffDto): TariffTrial {
  const { families, rates, promotions } = publishTariff(book, { mode: 'full', ...content });
  return {
    draft: { book, families, rates, promotions },
    from: instantOf(from),
    until: instantOf(until),
    ...(account === undefined ? {} : { account }),
  };
}

export function trialView(
  book: string,
  { usages, chargedMicro, draftMicro, lines, margins, notPriced }: TrialReport,
): TariffTrialDto {
  const { first } = notPriced;
  return {
    book,
    usages,
    ...figures(chargedMicro, draftMicro),
    lines: lines.map(({ model, kind, quantity, ...line }) => ({
      model,
      kind,
      quantity: quantity.toString(),
      ...figures(line.chargedMicro, line.draftMicro),
    })),
    margins: viewJson(margins),
    notPriced: {
      usages: notPriced.usages,
      chargedMicro: notPriced.chargedMicro.toString(),
      ...(first === null
        ? {}
        : { first: { model: first.model, tier: first.tier, kinds: first.quantities.map(({ kind }) => kind) } }),
    },
  };
}

function figures(chargedMicro: bigint, draftMicro: bigint) {
  return {
    chargedMicro: chargedMicro.toString(),
    draftMicro: draftMicro.toString(),
    differenceMicro: (draftMicro - chargedMicro).toString(),
  };
}
