import {
  ChoiceField,
  CreditsField,
  FlagField,
  IdField,
  InstantField,
  IntegerField,
  MinorUnitsField,
  ObjectField,
  PageQuery,
  PatternField,
  ShownField,
  ShownInstant,
  TextField,
} from '#libs/platform/http/index.js';
import { SHARE_BASES, type ShareBasis } from '../../contract.js';
import { APPS_MAX, SHARE_TERM_MAX } from '../../domain/contracts/rejections.js';
import { NAME_LENGTH_MAX } from '../../domain/rejections.js';

export class PartnerParams {
  @IdField({ description: 'Id of the partner.', example: 'workbuddy' })
  readonly partner!: string;
}

export class PartnerContractsQuery extends PageQuery {}

class ShareDto {
  @IntegerField({ description: 'So many …', min: 0, max: SHARE_TERM_MAX, example: 30 })
  readonly numerator!: number;

  @IntegerField({ description: '… of so many parts.', min: 1, max: SHARE_TERM_MAX, example: 100 })
  readonly denominator!: number;
}

class ListPriceDto {
  @MinorUnitsField({ description: 'Minor units for `perMicro` micro-credits.', example: '150' })
  readonly amountMinor!: string;

  @CreditsField({ description: 'Micro-credits the amount is for.', min: 1n, example: '1000000000000' })
  readonly perMicro!: string;

  @PatternField({
    description: "ISO 4217 code: of the partner's settlement.",
    pattern: /^[A-Z]{3}$/,
    expected: 'three capital letters',
    example: 'CNY',
  })
  readonly currency!: string;
}

class PartnerTermsDto {
  @IdField({ description: 'Id of the partner.', example: 'workbuddy' })
  readonly partner!: string;

  @TextField({ description: 'Name of the partner, a firm.', maxLength: NAME_LENGTH_MAX, example: 'WorkBuddy' })
  readonly name!: string;

  @TextField({
    description: 'The apps it is paid for, by the exact name usage has in `app`.',
    maxLength: NAME_LENGTH_MAX,
    listOf: APPS_MAX,
    nonEmpty: true,
    example: ['tencent-workbuddy'],
  })
  readonly apps!: readonly string[];

  @ObjectField(ShareDto, { description: 'Its share of the basis.' })
  readonly share!: ShareDto;

  @ObjectField(ListPriceDto, { description: 'What the credits used in its apps are worth in the list.' })
  readonly listPrice!: ListPriceDto;
}

export class PublishPartnerContractDto extends PartnerTermsDto {
  @ChoiceField({
    description: 'What the share is of (rule 36); absent: list_value.',
    of: SHARE_BASES,
    optional: true,
    example: 'list_value',
  })
  readonly basis?: ShareBasis;

  @FlagField({ description: 'The figures are invented; absent: false.', optional: true, example: true })
  readonly illustrative?: boolean;

  @InstantField({
    description:
      'First instant of a month in UTC; absent: of this month for the first version, of the next for a later one.',
    optional: true,
  })
  readonly effectiveFrom?: string;
}

export class PartnerContractDto extends PartnerTermsDto {
  @ShownField({ description: 'What the share is of (rule 36).', enum: SHARE_BASES, example: 'list_value' })
  readonly basis!: ShareBasis;

  @ShownField({ description: 'The figures are invented.', example: true })
  readonly illustrative!: boolean;

  @ShownField({ description: '1, 2, 3 … per partner.', type: 'integer', example: 1 })
  readonly version!: number;

  @ShownInstant('Months from then on are settled by it, until another version takes its place.')
  readonly effectiveFrom!: string;

  @ShownField({ description: 'SHA-256 of its content; pinned by every settlement.', example: 'ab12'.repeat(16) })
  readonly hash!: string;
}

export class PublishedPartnerContractDto extends PartnerContractDto {
  @ShownField({ description: 'Place in the ledger.', type: 'integer', example: 12 })
  readonly position!: number;

  @ShownField({ description: 'True when the key had its effect before and nothing new was recorded.', example: false })
  readonly replayed!: boolean;
}

export class PartnerContractVersionsDto {
  @ShownField({
    description: 'The version this month is settled by; absent where the first is still to come.',
    type: PartnerContractDto,
    required: false,
  })
  readonly current?: PartnerContractDto;

  @ShownField({ description: 'Every version ever published, oldest first.', type: [PartnerContractDto] })
  readonly versions!: readonly PartnerContractDto[];
}

export class PartnerContractPageDto {
  @ShownField({ description: 'The newest version of each contract, by partner.', type: [PartnerContractDto] })
  readonly contracts!: readonly PartnerContractDto[];

  @ShownField({
    description: '`cursor` of the next page; null: this was the last.',
    type: String,
    nullable: true,
    example: null,
  })
  readonly next!: string | null;
}
