import { TIERS, type Tier } from '#libs/kernel/index.js';
import { IdField, InstantField, ObjectField, ShownCredits, ShownField } from '#libs/platform/http/index.js';
import { PROMOTIONS_MAX, RATES_MAX } from '../../domain/rejections.js';
import { ModelFamilyDto, PromotionDto, RateDto } from './tariffs.dto.js';

export class TryTariffDto {
  @InstantField({ description: 'Usage that happened from then on …', example: '2026-10-01T00:00:00Z' })
  readonly from!: string;

  @InstantField({ description: '… and before then.', example: '2026-11-01T00:00:00Z' })
  readonly until!: string;

  @IdField({ description: 'One account; absent: all usage the book has priced.', optional: true, example: 'acc-1001' })
  readonly account?: string;

  @ObjectField(ModelFamilyDto, { description: 'Models priced alike.', listOf: 1_000, optional: true })
  readonly families?: readonly ModelFamilyDto[];

  @ObjectField(RateDto, { description: 'The whole price list of the draft.', listOf: RATES_MAX })
  readonly rates!: readonly RateDto[];

  @ObjectField(PromotionDto, { description: 'Dated factors on the rates.', listOf: PROMOTIONS_MAX, optional: true })
  readonly promotions?: readonly PromotionDto[];
}

export class TrialLineDto {
  @ShownField({ description: 'The model that answered.', example: 'qwen-plus' })
  readonly model!: string;

  @ShownField({ description: 'What was counted.', example: 'output' })
  readonly kind!: string;

  @ShownField({ description: 'How much was used, as a decimal string.', example: '1200000' })
  readonly quantity!: string;

  @ShownCredits('As it was charged.')
  readonly chargedMicro!: string;

  @ShownCredits('By the draft.')
  readonly draftMicro!: string;

  @ShownCredits('By the draft less as charged.')
  readonly differenceMicro!: string;
}

export class NotPricedUsageDto {
  @ShownField({ description: 'The model that answered.', example: 'qwen-old' })
  readonly model!: string;

  @ShownField({ description: 'Speed and price class of the call.', enum: TIERS, example: 'standard' })
  readonly tier!: Tier;

  @ShownField({ description: 'Kinds it counted.', type: [String], example: ['input', 'output'] })
  readonly kinds!: readonly string[];
}

export class NotPricedDto {
  @ShownField({ description: 'How many usages would be held.', type: 'integer', example: 3 })
  readonly usages!: number;

  @ShownCredits('What they were charged; in no other figure.')
  readonly chargedMicro!: string;

  @ShownField({ description: 'The first of them.', type: NotPricedUsageDto, required: false })
  readonly first?: NotPricedUsageDto;
}

class TrialSideDto {
  @ShownField({ description: 'Of the grants that paid (rule 36). In minor units.', type: String, example: '225' })
  readonly revenueMinor!: string;

  @ShownField({ description: 'Owed to suppliers. In minor units.', type: String, example: '120' })
  readonly costMinor!: string;

  @ShownField({ description: 'Revenue less cost. In minor units.', type: String, example: '105' })
  readonly marginMinor!: string;

  @ShownCredits('Of the model, for which the tariff names no cost.')
  readonly costUnknownMicro!: string;
}

export class TrialMarginDto {
  @ShownField({ description: 'The model that answered.', example: 'qwen-plus' })
  readonly model!: string;

  @ShownField({ description: 'ISO 4217 code; another currency has a line of its own.', example: 'CNY' })
  readonly currency!: string;

  @ShownField({ description: 'As it was charged.', type: TrialSideDto })
  readonly charged!: TrialSideDto;

  @ShownField({ description: 'By the draft, as if the same grants had paid, each its part.', type: TrialSideDto })
  readonly draft!: TrialSideDto;
}

export class TariffTrialDto {
  @ShownField({ description: 'Id of the book.', example: 'standard' })
  readonly book!: string;

  @ShownField({ description: 'How many usages the draft prices.', type: 'integer', example: 41_200 })
  readonly usages!: number;

  @ShownCredits('As they were charged; corrections are in neither figure.')
  readonly chargedMicro!: string;

  @ShownCredits('By the draft.')
  readonly draftMicro!: string;

  @ShownCredits('By the draft less as charged.')
  readonly differenceMicro!: string;

  @ShownField({ description: 'By model and kind.', type: [TrialLineDto] })
  readonly lines!: readonly TrialLineDto[];

  @ShownField({ description: 'By model and currency.', type: [TrialMarginDto] })
  readonly margins!: readonly TrialMarginDto[];

  @ShownField({ description: 'What the draft has no price for.', type: NotPricedDto })
  readonly notPriced!: NotPricedDto;
}
