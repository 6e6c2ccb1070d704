import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import {
  FIRST_PERIODS,
  SUBSCRIPTION_ENDINGS,
  SUBSCRIPTION_KINDS,
  type SubscriptionKind,
} from '#libs/ledger/contract.js';
import { NEXT } from './queries.dto.js';
import {
  GrantScopeViewDto,
  PriceViewDto,
  ProductPinViewDto,
  RolloverViewDto,
  SpanViewDto,
  TermViewDto,
} from './shared.dto.js';

class SubscriptionTermsDto {
  @ShownField({ description: 'What it is.', enum: SUBSCRIPTION_KINDS })
  readonly kind!: SubscriptionKind;

  @ShownField({ description: 'Of each term.', type: PriceViewDto })
  readonly fee!: PriceViewDto;

  @ShownCredits('Given with each term.')
  readonly allowanceMicro!: string;

  @ShownField({ description: 'What the allowance may pay for.', type: GrantScopeViewDto })
  readonly scope!: GrantScopeViewDto;

  @ShownField({ description: 'null: the default of its kind (rule 16).', type: 'integer', nullable: true, example: 30 })
  readonly priority!: number | null;

  @ShownField({ description: 'What stays of the allowance; null: nothing.', type: RolloverViewDto, nullable: true })
  readonly rollover!: RolloverViewDto | null;

  @ShownField({ description: 'Length of a term; null: the billing period.', type: SpanViewDto, nullable: true })
  readonly every!: SpanViewDto | null;

  @ShownField({ description: 'How a first term in mid-period counts (rule 31).', enum: FIRST_PERIODS })
  readonly firstPeriod!: (typeof FIRST_PERIODS)[number];

  @ShownField({
    description: 'How often it is charged in all; null: until it is cancelled.',
    type: 'integer',
    nullable: true,
    example: 24,
  })
  readonly count!: number | null;
}

class NextTermsDto {
  @ShownField({ description: 'The product.', type: ProductPinViewDto })
  readonly product!: ProductPinViewDto;

  @ShownField({ description: 'Its terms.', type: SubscriptionTermsDto })
  readonly terms!: SubscriptionTermsDto;
}

class ScheduledChangeDto {
  @ShownField({ description: 'What it turns into; null: it ends.', type: NextTermsDto, nullable: true })
  readonly next!: NextTermsDto | null;
}

class EndedDto {
  @ShownInstant('When.')
  readonly at!: string;

  @ShownField({ description: 'Why.', enum: SUBSCRIPTION_ENDINGS })
  readonly ending!: (typeof SUBSCRIPTION_ENDINGS)[number];
}

export class SubscriptionDto {
  @ShownField({ description: 'Id of the subscription.', example: 'sub-1' })
  readonly subscription!: string;

  @ShownField({ description: 'What was agreed on.', type: ProductPinViewDto })
  readonly product!: ProductPinViewDto;

  @ShownField({ description: 'As they were then.', type: SubscriptionTermsDto })
  readonly terms!: SubscriptionTermsDto;

  @ShownInstant('When it began.')
  readonly startedAt!: string;

  @ShownField({ description: 'What is paid; renewed at its end.', type: TermViewDto })
  readonly term!: TermViewDto;

  @ShownField({ description: 'How many terms were begun.', type: 'integer', example: 1 })
  readonly occurrences!: number;

  @ShownCredits('Allowance of this term.')
  readonly allowanceMicro!: string;

  @ShownField({ description: 'The grant of this term.', type: String, nullable: true, example: '~1' })
  readonly grant!: string | null;

  @ShownField({
    description: 'What waits for the renewal (rule 31); null: nothing.',
    type: ScheduledChangeDto,
    nullable: true,
  })
  readonly change!: ScheduledChangeDto | null;

  @ShownField({ description: 'null while it runs.', type: EndedDto, nullable: true })
  readonly ended!: EndedDto | null;
}

export class SubscriptionPageDto {
  @ShownField({ description: 'By subscription id, ended ones included.', type: [SubscriptionDto] })
  readonly items!: readonly SubscriptionDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}
