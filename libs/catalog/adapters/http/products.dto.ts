import {
  ChoiceField,
  FlagField,
  IdField,
  InstantField,
  ObjectField,
  PatternField,
  ShownField,
  ShownInstant,
  TextField,
} from '#libs/platform/http/index.js';
import { CUSTOMER_KINDS, PRODUCT_KINDS, type CustomerKind, type ProductKind } from '../../contract.js';
import { NAME_LENGTH_MAX } from '../../domain/rejections.js';
import { PackOfferDto, RenewedTermsDto } from './product-terms.dto.js';

export class ProductContentDto {
  @IdField({ description: 'Id of the product.', example: 'telecom-trial-15m' })
  readonly product!: string;

  @ChoiceField({
    description: 'Packs (`top_up`, `promotion`) are bought; the others are subscribed to.',
    of: PRODUCT_KINDS,
    example: 'plan',
  })
  readonly kind!: ProductKind;

  @TextField({ description: 'What customers are shown.', maxLength: NAME_LENGTH_MAX, example: 'Trial 15 million' })
  readonly name!: string;

  @ChoiceField({
    description: 'Kinds of account it is sold to.',
    of: CUSTOMER_KINDS,
    listOf: CUSTOMER_KINDS.length,
    nonEmpty: true,
    example: ['individual', 'household'],
  })
  readonly customers!: readonly CustomerKind[];

  @PatternField({
    description: 'ISO 4217 code of its prices.',
    pattern: /^[A-Z]{3}$/,
    expected: 'three capital letters',
    example: 'CNY',
  })
  readonly currency!: string;

  @InstantField({ description: 'Sold from then on; absent: as soon as it takes effect.', optional: true })
  readonly availableFrom?: string;

  @InstantField({ description: 'Sold before then; absent: until the next version.', optional: true })
  readonly availableUntil?: string;

  @ObjectField(RenewedTermsDto, {
    description: 'Terms of what is subscribed to.',
    optional: true,
    example: { fee: { amountMinor: '3990', taxIncluded: true }, allowanceMicro: '15000000000000' },
  })
  readonly renewed?: RenewedTermsDto;

  @ObjectField(PackOfferDto, { description: 'Offer of what is bought as a pack.', optional: true })
  readonly pack?: PackOfferDto;
}

export class PublishProductDto extends ProductContentDto {
  @FlagField({ description: 'The figures are invented; absent: false.', optional: true, example: true })
  readonly illustrative?: boolean;

  @InstantField({ description: 'Takes the place of the version before from then on; absent: now.', optional: true })
  readonly effectiveFrom?: string;
}

export class ProductDto extends ProductContentDto {
  @ShownField({ description: 'The figures are invented.', example: true })
  readonly illustrative!: boolean;

  @ShownField({ description: '1, 2, 3 … per product.', type: 'integer', example: 1 })
  readonly version!: number;

  @ShownInstant('Takes the place of the version before from then on.')
  readonly effectiveFrom!: string;

  @ShownField({ description: 'SHA-256 of its content; pinned by all that is sold.', example: 'ab12'.repeat(16) })
  readonly hash!: string;
}
