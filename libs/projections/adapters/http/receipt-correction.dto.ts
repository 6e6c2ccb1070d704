import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import {
  CORRECTION_STEPS,
  FAULTS,
  LINE_KINDS,
  PAYMENTS,
  type CorrectionStep,
  type Fault,
  type LineKind,
  type Payment,
} from '#libs/ledger/contract.js';
import { ComponentDto, NetAllocationDto, TariffPinDto } from './receipt-parts.dto.js';
import { OverageBucketDto, ProductPinViewDto, ShownMoney } from './shared.dto.js';

class CorrectionStepDto {
  @ShownField({ description: 'What it undoes or adds (rule 28).', enum: CORRECTION_STEPS, example: 'grant' })
  readonly type!: CorrectionStep['type'];

  @ShownField({ description: 'Index into the components of the debit.', type: 'integer', example: 0 })
  readonly component!: number;

  @ShownField({ description: 'The grant it moves credits of.', type: String, nullable: true, example: '~1' })
  readonly grant!: string | null;

  @ShownField({ description: 'The bucket it moves credits of.', type: OverageBucketDto, nullable: true })
  readonly bucket!: OverageBucketDto | null;

  @ShownCredits('How much.')
  readonly amountMicro!: string;
}

class RefundGrantDto {
  @ShownField({ description: 'Id of the grant.', example: '~2' })
  readonly grant!: string;

  @ShownCredits('How much.')
  readonly amountMicro!: string;

  @ShownInstant('Pays usage before then.', { nullable: true })
  readonly expiresAt!: string | null;
}

class MoneyLineDto {
  @ShownField({ description: '`<period>-<n>`.', example: '1-3' })
  readonly line!: string;

  @ShownField({ description: 'Billing period it stands in.', type: 'integer', example: 1 })
  readonly period!: number;

  @ShownField({ description: 'What it is for.', enum: LINE_KINDS, example: 'credit' })
  readonly kind!: LineKind;

  @ShownField({ description: 'The product.', type: ProductPinViewDto, nullable: true })
  readonly product!: ProductPinViewDto | null;

  @ShownField({ description: 'The grant, subscription or bucket.', example: '0-invoice-1' })
  readonly subject!: string;

  @ShownCredits('What it counts.')
  readonly creditsMicro!: string;

  @ShownMoney('Rounded; negative where money goes back.')
  readonly amountMinor!: string;

  @ShownField({ description: 'Of the rest that makes it exact; decimal string.', example: '0' })
  readonly restNumerator!: string;

  @ShownField({ description: 'Of the rest that makes it exact; decimal string.', example: '1' })
  readonly restDenominator!: string;

  @ShownField({ description: 'Whether the amount includes tax.', example: true })
  readonly taxIncluded!: boolean;

  @ShownField({ description: 'How it is paid.', enum: PAYMENTS })
  readonly payment!: Payment;

  @ShownField({ description: 'The line it corrects.', type: String, nullable: true, example: '0-4' })
  readonly corrects!: string | null;
}

/** A price and who bears it. */
class PricedDto {
  @ShownField({ description: 'Tariff versions that priced it; none after a reversal.', type: [TariffPinDto] })
  readonly tariffs!: readonly TariffPinDto[];

  @ShownField({ description: 'None after a reversal.', type: [ComponentDto] })
  readonly components!: readonly ComponentDto[];

  @ShownField({ description: 'Who bears each component.', type: [NetAllocationDto] })
  readonly allocations!: readonly NetAllocationDto[];

  @ShownCredits('In all.')
  readonly totalMicro!: string;

  @ShownField({ description: "Place in the account's history.", type: 'integer', example: 21 })
  readonly revision!: number;
}

/** What holds; its revision is what the next correction names. */
export class ReceiptNetDto extends PricedDto {}

/** One correction: what then held, and how it came about. */
export class ReceiptCorrectionDto extends PricedDto {
  @ShownField({ description: '1, 2, 3 … per usage.', type: 'integer', example: 1 })
  readonly correction!: number;

  @ShownField({ description: 'Decides who bears an expiry (rule 28).', enum: FAULTS })
  readonly fault!: Fault;

  @ShownField({ description: 'Why.', example: 'counted twice' })
  readonly reason!: string;

  @ShownCredits('New total less the one before: negative where credits come back.')
  readonly deltaMicro!: string;

  @ShownField({ description: 'What was undone or added, in order (rule 28).', type: [CorrectionStepDto] })
  readonly steps!: readonly CorrectionStepDto[];

  @ShownField({ description: 'Given for grants that had ended meanwhile (rule 28).', type: [RefundGrantDto] })
  readonly refundGrants!: readonly RefundGrantDto[];

  @ShownField({ description: 'Credit lines for overage that was billed.', type: [MoneyLineDto] })
  readonly lines!: readonly MoneyLineDto[];

  @ShownField({ description: 'Billing period it was booked in (rule 13).', type: 'integer', example: 0 })
  readonly period!: number;

  @ShownCredits('Over all grants, after it.')
  readonly remainingAfterMicro!: string;

  @ShownCredits('Open overage, after it.')
  readonly overageAfterMicro!: string;

  @ShownInstant('When it was recorded (rule 11).')
  readonly recordedAt!: string;

  @ShownField({ description: 'Who asked for it.', example: 'billing' })
  readonly actor!: string;
}
