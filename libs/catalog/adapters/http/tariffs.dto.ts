import { KINDS, TIERS, type Kind, type Tier } from '#libs/kernel/index.js';
import {
  ChoiceField,
  CreditsField,
  IdField,
  InstantField,
  IntegerField,
  IntegerParam,
  ObjectField,
  PatternField,
  ShownField,
  ShownInstant,
  TextField,
} from '#libs/platform/http/index.js';
import { TARIFF_MODES, type TariffMode } from '../../contract.js';
import { FAMILY_MODELS_MAX, NAME_LENGTH_MAX, PROMOTIONS_MAX, RATES_MAX } from '../../domain/rejections.js';

const UNITS_MAX = 1_000_000_000_000;

export class BookParams {
  @IdField({ description: 'Id of the tariff book.', example: 'standard' })
  readonly book!: string;
}

export class ModelFamilyDto {
  @IdField({ description: 'Name of the family within this tariff.', example: 'chat-small' })
  readonly name!: string;

  @TextField({ description: 'Exact ids of its models.', maxLength: NAME_LENGTH_MAX, listOf: FAMILY_MODELS_MAX })
  readonly models!: readonly string[];
}

export class SupplierCostDto {
  @PatternField({
    description: 'Millionths of a minor unit of the currency, as a decimal string.',
    pattern: /^(0|[1-9]\d{0,17})$/,
    expected: 'a decimal string of whole millionths, 18 digits at most',
    example: '80000',
  })
  readonly microMinor!: string;

  @IntegerField({ description: 'How many units the cost is for.', min: 1, max: UNITS_MAX, example: 1_000 })
  readonly per!: number;

  @PatternField({
    description: "ISO 4217 code: of the supplier's bill.",
    pattern: /^[A-Z]{3}$/,
    expected: 'three capital letters',
    example: 'CNY',
  })
  readonly currency!: string;
}

export class RateDto {
  @TextField({
    description: "A model id, byte-exact, or `family:<name>`; a model's own rate goes before its family's.",
    maxLength: NAME_LENGTH_MAX + 7,
    example: 'qwen-plus',
  })
  readonly target!: string;

  @ChoiceField({ description: 'What is counted.', of: KINDS, example: 'input' })
  readonly kind!: Kind;

  @ChoiceField({ description: 'Speed and price class of the call.', of: TIERS, example: 'standard' })
  readonly tier!: Tier;

  @CreditsField({ description: 'Price of `per` units, in micro-credits; 0 is free.', min: 0n, example: '1000000' })
  readonly creditsMicro!: string;

  @IntegerField({ description: 'How many units the price is for.', min: 1, max: UNITS_MAX, example: 1 })
  readonly per!: number;

  @ObjectField(SupplierCostDto, {
    description: 'What the supplier is paid; absent: not known, or not for you to see.',
    optional: true,
  })
  readonly supplierCost?: SupplierCostDto;
}

export class PromotionDto {
  @IdField({ description: 'Id of the promotion within this tariff.', example: 'summer' })
  readonly id!: string;

  @InstantField({ description: 'Usage that happened from then on …' })
  readonly from!: string;

  @InstantField({ description: '… and before then.' })
  readonly until!: string;

  @TextField({ description: 'Absent: all models.', maxLength: NAME_LENGTH_MAX, listOf: 1_000, optional: true })
  readonly models?: readonly string[];

  @ChoiceField({ description: 'Absent: all kinds.', of: KINDS, listOf: KINDS.length, optional: true })
  readonly kinds?: readonly Kind[];

  @TextField({ description: 'Absent: all apps.', maxLength: NAME_LENGTH_MAX, listOf: 1_000, optional: true })
  readonly apps?: readonly string[];

  @IntegerField({ description: 'Of the factor on the rate, 0 to 1.', min: 0, max: 1_000_000, example: 8 })
  readonly numerator!: number;

  @IntegerField({ description: 'Of the factor on the rate.', min: 1, max: 1_000_000, example: 10 })
  readonly denominator!: number;
}

export class PublishTariffDto {
  @ChoiceField({
    description:
      '`full`: the whole price list from `effectiveFrom` on. `addition`: rates never priced before (rule 30).',
    of: TARIFF_MODES,
    example: 'full',
  })
  readonly mode!: TariffMode;

  @InstantField({ description: 'When it takes effect; absent: now.', optional: true })
  readonly effectiveFrom?: string;

  @ObjectField(ModelFamilyDto, { description: 'Models priced alike.', listOf: 1_000, optional: true })
  readonly families?: readonly ModelFamilyDto[];

  @ObjectField(RateDto, { description: 'Prices; one per target, kind and tier.', listOf: RATES_MAX })
  readonly rates!: readonly RateDto[];

  @ObjectField(PromotionDto, { description: 'Dated factors on the rates.', listOf: PROMOTIONS_MAX, optional: true })
  readonly promotions?: readonly PromotionDto[];
}

export class TariffVersionDto {
  @ShownField({ description: '1, 2, 3 … per book.', type: 'integer' })
  readonly version!: number;

  @ShownField({ description: 'The whole price list, or an addition to it.', enum: TARIFF_MODES })
  readonly mode!: TariffMode;

  @ShownInstant('Usage that happened from then on is priced by it.')
  readonly effectiveFrom!: string;

  @ShownField({ description: 'SHA-256 of its content; pinned on every debit it priced.' })
  readonly hash!: string;
}

export class TariffDto extends TariffVersionDto {
  @ShownField({ description: 'Models priced alike.', type: [ModelFamilyDto] })
  readonly families!: readonly ModelFamilyDto[];

  @ShownField({ description: 'Prices.', type: [RateDto] })
  readonly rates!: readonly RateDto[];

  @ShownField({ description: 'Dated factors on the rates.', type: [PromotionDto] })
  readonly promotions!: readonly PromotionDto[];
}

export class TariffBookDto {
  @ShownField({ description: 'Id of the book.' })
  readonly book!: string;

  @ShownField({ description: 'Every version ever published, oldest first.', type: [TariffVersionDto] })
  readonly versions!: readonly TariffVersionDto[];

  @ShownField({ description: 'The version asked for.', type: TariffDto })
  readonly tariff!: TariffDto;
}

export class TariffQuery {
  @IntegerParam({ description: 'Which version to show; absent: the newest.', min: 1, max: 1_000_000, optional: true })
  readonly version?: number;
}

export class PublishAnswerDto extends TariffVersionDto {
  @ShownField({ description: 'Id of the book.' })
  readonly book!: string;

  @ShownField({ description: 'Place in the ledger.', type: 'integer' })
  readonly position!: number;

  @ShownField({ description: 'True when the key had its effect before and nothing new was recorded.' })
  readonly replayed!: boolean;
}
