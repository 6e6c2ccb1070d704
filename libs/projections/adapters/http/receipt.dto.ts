import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { KINDS, QUALITIES, TIERS, type Kind, type Quality, type Tier } from '#libs/kernel/index.js';

class ReceiptUsageDto {
  @ShownField({ description: 'CloudEvents `source`.' })
  readonly source!: string;

  @ShownField({ description: 'CloudEvents `id`.' })
  readonly id!: string;

  @ShownField({ description: 'Id of the account.' })
  readonly account!: string;

  @ShownField({ description: 'Id of the member.', type: String, nullable: true })
  readonly member!: string | null;

  @ShownField({ description: 'Partner app the call was made for.', type: String, nullable: true })
  readonly app!: string | null;

  @ShownInstant('When the call happened.')
  readonly occurredAt!: string;

  @ShownField({ description: 'Who ran the model.' })
  readonly provider!: string;

  @ShownField({ description: 'The model that answered.' })
  readonly model!: string;

  @ShownField({ description: 'The model that was asked for.', type: String, nullable: true })
  readonly requestedModel!: string | null;

  @ShownField({ description: 'Speed and price class.', enum: TIERS })
  readonly tier!: Tier;

  @ShownField({ description: "The gateway's id of the call." })
  readonly requestId!: string;

  @ShownField({ description: "The user's request that triggered the call.", type: String, nullable: true })
  readonly parentRequestId!: string | null;

  @ShownField({ description: 'Reservation it names.', type: String, nullable: true })
  readonly reservationId!: string | null;

  @ShownField({ description: 'Whether it was the last call on the reservation.' })
  readonly final!: boolean;

  @ShownField({ description: 'How the figures were obtained.', enum: QUALITIES })
  readonly quality!: Quality;
}

class TariffPinDto {
  @ShownField({ description: 'Id of the tariff book.' })
  readonly book!: string;

  @ShownField({ description: 'Version.', type: 'integer' })
  readonly version!: number;

  @ShownField({ description: 'SHA-256 of its content.' })
  readonly hash!: string;
}

class ComponentDto {
  @ShownField({ description: 'What was counted.', enum: KINDS })
  readonly kind!: Kind;

  @ShownField({ description: 'How much.', type: 'integer' })
  readonly quantity!: number;

  @ShownField({ description: 'Index into `tariffs`.', type: 'integer' })
  readonly tariff!: number;

  @ShownField({ description: 'Place of the rate in that tariff.', type: 'integer' })
  readonly rate!: number;

  @ShownField({ description: 'Place of the promotion in that tariff.', type: 'integer', nullable: true })
  readonly promotion!: number | null;

  @ShownCredits('Quantity × rate × promotion, rounded once (rule 2).')
  readonly amountMicro!: string;
}

class OverageBucketDto {
  @ShownField({ description: 'Billing period.', type: 'integer' })
  readonly period!: number;

  @ShownField({ description: 'Overage policy.', enum: ['block'] })
  readonly policy!: 'block';

  @ShownField({ description: 'Price version.', type: 'integer', nullable: true })
  readonly priceVersion!: number | null;
}

class AllocationDto {
  @ShownField({ description: 'Index into `components`.', type: 'integer' })
  readonly component!: number;

  @ShownField({ description: 'The grant that paid; null: overage.', type: String, nullable: true })
  readonly grant!: string | null;

  @ShownField({ description: 'The bucket it went to; null: a grant paid.', type: OverageBucketDto, nullable: true })
  readonly overage!: OverageBucketDto | null;

  @ShownCredits('How much.')
  readonly amountMicro!: string;

  @ShownCredits('What remained of the grant, or was open in the bucket, after it.')
  readonly afterMicro!: string;
}

class ReceiptConflictDto {
  @ShownInstant('When it was recorded.')
  readonly recordedAt!: string;

  @ShownField({ description: "Place in the account's history.", type: 'integer' })
  readonly revision!: number;

  @ShownField({ description: 'Content hash of the other usage (rule 5).' })
  readonly conflictingHash!: string;

  @ShownField({ description: 'The account the other usage named.' })
  readonly claimedAccount!: string;
}

/** One debit explained: what was used, which tariff, which grants, balance before and after. */
export class ReceiptDto {
  @ShownField({ description: 'What was used.', type: ReceiptUsageDto })
  readonly usage!: ReceiptUsageDto;

  @ShownField({ description: 'Content hash of the usage (rule 5).' })
  readonly contentHash!: string;

  @ShownField({ description: 'Tariff versions that priced it.', type: [TariffPinDto] })
  readonly tariffs!: readonly TariffPinDto[];

  @ShownField({ description: 'The debit is their sum (rule 2).', type: [ComponentDto] })
  readonly components!: readonly ComponentDto[];

  @ShownField({ description: 'Who paid for each component (rule 17).', type: [AllocationDto] })
  readonly allocations!: readonly AllocationDto[];

  @ShownField({ description: 'What to know about a charge that was made all the same (rule 21).', type: [String] })
  readonly flags!: readonly string[];

  @ShownCredits('The debit.')
  readonly totalMicro!: string;

  @ShownField({ description: 'Billing period it was booked in (rule 13).', type: 'integer' })
  readonly period!: number;

  @ShownInstant('The instant at which grants were judged (rule 13).')
  readonly judgedAt!: string;

  @ShownCredits('Over all grants, before it.')
  readonly remainingBeforeMicro!: string;

  @ShownCredits('Over all grants, after it.')
  readonly remainingAfterMicro!: string;

  @ShownCredits('Open overage, before it.')
  readonly overageBeforeMicro!: string;

  @ShownCredits('Open overage, after it.')
  readonly overageAfterMicro!: string;

  @ShownInstant('When it was recorded (rule 11).')
  readonly recordedAt!: string;

  @ShownInstant('When the usage arrived (rule 11).')
  readonly receivedAt!: string;

  @ShownField({ description: 'Who sent the usage.' })
  readonly actor!: string;

  @ShownField({ description: "Place in the account's history.", type: 'integer' })
  readonly revision!: number;

  @ShownField({ description: 'Place in the ledger.', type: 'integer' })
  readonly position!: number;

  @ShownField({
    description: 'The same key with other content; none was charged (rule 6).',
    type: [ReceiptConflictDto],
  })
  readonly conflicts!: readonly ReceiptConflictDto[];
}
