import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { KINDS, QUALITIES, TIERS, type Kind, type Quality, type Tier } from '#libs/kernel/index.js';
import { OverageBucketDto } from './shared.dto.js';

export class ReceiptUsageDto {
  @ShownField({ description: 'CloudEvents `source`.', example: '/gateways/eu-1' })
  readonly source!: string;

  @ShownField({ description: 'CloudEvents `id`.', example: 'req-1' })
  readonly id!: string;

  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'Id of the member.', type: String, nullable: true, example: 'm-7' })
  readonly member!: string | null;

  @ShownField({ description: 'Partner app the call was made for.', type: String, nullable: true, example: null })
  readonly app!: string | null;

  @ShownInstant('When the call happened.')
  readonly occurredAt!: string;

  @ShownField({ description: 'Who ran the model.', example: 'provider' })
  readonly provider!: string;

  @ShownField({ description: 'The model that answered.', example: 'glm-5' })
  readonly model!: string;

  @ShownField({ description: 'The model that was asked for.', type: String, nullable: true, example: null })
  readonly requestedModel!: string | null;

  @ShownField({ description: 'Speed and price class.', enum: TIERS })
  readonly tier!: Tier;

  @ShownField({ description: "The gateway's id of the call.", example: 'call-1' })
  readonly requestId!: string;

  @ShownField({
    description: "The user's request that triggered the call.",
    type: String,
    nullable: true,
    example: null,
  })
  readonly parentRequestId!: string | null;

  @ShownField({ description: 'Reservation it names.', type: String, nullable: true, example: null })
  readonly reservationId!: string | null;

  @ShownField({ description: 'Whether it was the last call on the reservation.', example: true })
  readonly final!: boolean;

  @ShownField({ description: 'How the figures were obtained.', enum: QUALITIES })
  readonly quality!: Quality;
}

export class TariffPinDto {
  @ShownField({ description: 'Id of the tariff book.', example: 'standard' })
  readonly book!: string;

  @ShownField({ description: 'Version.', type: 'integer', example: 1 })
  readonly version!: number;

  @ShownField({ description: 'SHA-256 of its content.', example: 'ab'.repeat(32) })
  readonly hash!: string;
}

export class ComponentDto {
  @ShownField({ description: 'What was counted.', enum: KINDS })
  readonly kind!: Kind;

  @ShownField({ description: 'How much.', type: 'integer', example: 1200 })
  readonly quantity!: number;

  @ShownField({ description: 'Index into `tariffs`.', type: 'integer', example: 0 })
  readonly tariff!: number;

  @ShownField({ description: 'Place of the rate in that tariff.', type: 'integer', example: 0 })
  readonly rate!: number;

  @ShownField({ description: 'Place of the promotion in that tariff.', type: 'integer', nullable: true, example: null })
  readonly promotion!: number | null;

  @ShownCredits('Quantity × rate × promotion, rounded once (rule 2).')
  readonly amountMicro!: string;
}

/** Who bears how much of a component. */
export class NetAllocationDto {
  @ShownField({ description: 'Index into `components`.', type: 'integer', example: 0 })
  readonly component!: number;

  @ShownField({ description: 'The grant that paid; null: overage.', type: String, nullable: true, example: '~1' })
  readonly grant!: string | null;

  @ShownField({ description: 'The bucket it went to; null: a grant paid.', type: OverageBucketDto, nullable: true })
  readonly overage!: OverageBucketDto | null;

  @ShownCredits('How much.')
  readonly amountMicro!: string;
}

export class AllocationDto extends NetAllocationDto {
  @ShownField({ description: "Drawn from what the usage's reservation held (rule 23).", example: false })
  readonly held!: boolean;

  @ShownCredits('What remained of the grant, or was open in the bucket, after it.')
  readonly afterMicro!: string;
}

export class ReceiptConflictDto {
  @ShownInstant('When it was recorded.')
  readonly recordedAt!: string;

  @ShownField({ description: "Place in the account's history.", type: 'integer', example: 17 })
  readonly revision!: number;

  @ShownField({ description: 'Content hash of the other usage (rule 5).', example: 'cd'.repeat(32) })
  readonly conflictingHash!: string;

  @ShownField({ description: 'The account the other usage named.', example: 'acc-1001' })
  readonly claimedAccount!: string;
}
