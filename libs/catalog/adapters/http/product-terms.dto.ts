import { KINDS, type Kind } from '#libs/kernel/index.js';
import {
  ChoiceField,
  CreditsField,
  FlagField,
  IntegerField,
  MinorUnitsField,
  ObjectField,
  TextField,
} from '#libs/platform/http/index.js';
import { PRODUCT_FIRST_PERIODS, PRODUCT_SPAN_UNITS, type ProductSpan, type RenewedTerms } from '../../contract.js';
import {
  DISCOUNT_TERM_MAX,
  DISCOUNT_TIERS_MAX,
  PRIORITY_MAX,
  QUANTITY_BOUGHT_MAX,
  SPAN_COUNT_MAX,
} from '../../domain/products/rejections.js';
import { NAME_LENGTH_MAX } from '../../domain/rejections.js';

export class ProductPriceDto {
  @MinorUnitsField({ description: "Minor units of the product's currency.", example: '3990' })
  readonly amountMinor!: string;

  @FlagField({ description: 'Whether the amount includes tax (rule 3).', example: true })
  readonly taxIncluded!: boolean;
}

export class ProductSpanDto {
  @ChoiceField({ description: 'A month and 30 days are different (rule 12).', of: PRODUCT_SPAN_UNITS, example: 'day' })
  readonly unit!: ProductSpan['unit'];

  @IntegerField({ description: 'How many.', min: 1, max: SPAN_COUNT_MAX, example: 30 })
  readonly count!: number;
}

export class ProductScopeDto {
  @TextField({
    description: 'Models its credits pay for; absent: all.',
    maxLength: NAME_LENGTH_MAX,
    listOf: 100,
    optional: true,
    nonEmpty: true,
    example: ['qwen-plus'],
  })
  readonly models?: readonly string[];

  @ChoiceField({
    description: 'Kinds its credits pay for; absent: all.',
    of: KINDS,
    listOf: KINDS.length,
    optional: true,
    nonEmpty: true,
    example: ['input', 'output'],
  })
  readonly kinds?: readonly Kind[];

  @TextField({
    description: 'Partner apps its credits pay for; absent: all.',
    maxLength: NAME_LENGTH_MAX,
    listOf: 100,
    optional: true,
    nonEmpty: true,
    example: ['tencent-workbuddy'],
  })
  readonly apps?: readonly string[];
}

export class RenewedTermsDto {
  @ObjectField(ProductPriceDto, { description: 'For each term.' })
  readonly fee!: ProductPriceDto;

  @CreditsField({ description: 'Of each term; 0 for add-ons and instalments.', min: 0n, example: '15000000000000' })
  readonly allowanceMicro!: string;

  @ObjectField(ProductScopeDto, { description: 'What it may pay for; absent: everything.', optional: true })
  readonly scope?: ProductScopeDto;

  @IntegerField({
    description: 'Lower burns first; absent: as its kind says.',
    min: 0,
    max: PRIORITY_MAX,
    optional: true,
    example: 30,
  })
  readonly priority?: number;

  @CreditsField({
    description: 'What of a term stays for the next, at most (rule 18); absent: nothing.',
    min: 1n,
    optional: true,
    example: '5000000000000',
  })
  readonly rolloverMaxMicro?: string;

  @ObjectField(ProductSpanDto, { description: 'How long a term is; absent: as the billing period.', optional: true })
  readonly every?: ProductSpanDto;

  @ChoiceField({
    description: 'One begun in mid-period pays and gets its first period `whole`, or `by_days`; absent: whole.',
    of: PRODUCT_FIRST_PERIODS,
    optional: true,
    example: 'by_days',
  })
  readonly firstPeriod?: RenewedTerms['firstPeriod'];

  @IntegerField({
    description: 'How often it is charged in all; absent: until cancelled. Instalments must have it (rule 32).',
    min: 1,
    max: SPAN_COUNT_MAX,
    optional: true,
    example: 24,
  })
  readonly count?: number;
}

export class DiscountTierDto {
  @IntegerField({ description: 'From so many packs at once on.', min: 2, max: QUANTITY_BOUGHT_MAX, example: 5 })
  readonly fromQuantity!: number;

  @IntegerField({
    description: 'Of the share that comes off the whole price.',
    min: 1,
    max: DISCOUNT_TERM_MAX,
    example: 1,
  })
  readonly numerator!: number;

  @IntegerField({
    description: 'Of the share that comes off the whole price.',
    min: 1,
    max: DISCOUNT_TERM_MAX,
    example: 10,
  })
  readonly denominator!: number;
}

export class PackOfferDto {
  @CreditsField({ description: 'Of one pack.', min: 1n, example: '10000000000000' })
  readonly amountMicro!: string;

  @ObjectField(ProductPriceDto, { description: 'Of one pack, before discount.' })
  readonly price!: ProductPriceDto;

  @ObjectField(DiscountTierDto, {
    description: 'By quantity, ascending; absent: none.',
    listOf: DISCOUNT_TIERS_MAX,
    optional: true,
  })
  readonly discounts?: readonly DiscountTierDto[];

  @ObjectField(ProductSpanDto, {
    description: 'How long it is valid from the purchase on; absent: for ever.',
    optional: true,
  })
  readonly validity?: ProductSpanDto;

  @ObjectField(ProductScopeDto, { description: 'What it may pay for; absent: everything.', optional: true })
  readonly scope?: ProductScopeDto;

  @IntegerField({
    description: 'Lower burns first; absent: as its kind says.',
    min: 0,
    max: PRIORITY_MAX,
    optional: true,
    example: 40,
  })
  readonly priority?: number;

  @FlagField({ description: 'A customer gets one; absent: false.', optional: true, example: false })
  readonly oncePerCustomer?: boolean;
}
