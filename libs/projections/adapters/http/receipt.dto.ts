import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { CHARGE_FLAGS, type ChargeFlag } from '#libs/ledger/contract.js';
import { DisputeDto } from './disputes.dto.js';
import { ReceiptCorrectionDto, ReceiptNetDto } from './receipt-correction.dto.js';
import { AllocationDto, ComponentDto, ReceiptConflictDto, ReceiptUsageDto, TariffPinDto } from './receipt-parts.dto.js';

/** One debit explained: what was used, which tariff, which grants, balance before and after. */
export class ReceiptDto {
  @ShownField({ description: 'What was used.', type: ReceiptUsageDto })
  readonly usage!: ReceiptUsageDto;

  @ShownField({ description: 'Content hash of the usage (rule 5).', example: 'ab'.repeat(32) })
  readonly contentHash!: string;

  @ShownField({ description: 'Tariff versions that priced it.', type: [TariffPinDto] })
  readonly tariffs!: readonly TariffPinDto[];

  @ShownField({ description: 'The debit is their sum (rule 2).', type: [ComponentDto] })
  readonly components!: readonly ComponentDto[];

  @ShownField({ description: 'Who paid for each component (rule 17).', type: [AllocationDto] })
  readonly allocations!: readonly AllocationDto[];

  @ShownField({
    description: 'What to know about a charge that was made all the same (rule 21).',
    enum: CHARGE_FLAGS,
    isArray: true,
  })
  readonly flags!: readonly ChargeFlag[];

  @ShownCredits('The debit.')
  readonly totalMicro!: string;

  @ShownField({ description: 'Billing period it was booked in (rule 13).', type: 'integer', example: 0 })
  readonly period!: number;

  @ShownField({
    description: 'The sealed period it happened in, where it could not be booked on it (rule 13).',
    type: 'integer',
    nullable: true,
    example: null,
  })
  readonly originPeriod!: number | null;

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

  @ShownField({ description: 'Who sent the usage.', example: 'gateway-eu' })
  readonly actor!: string;

  @ShownField({ description: "Place in the account's history.", type: 'integer', example: 17 })
  readonly revision!: number;

  @ShownField({ description: 'Place in the ledger.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownField({ description: 'What was put right since, oldest first (rules 27, 28).', type: [ReceiptCorrectionDto] })
  readonly corrections!: readonly ReceiptCorrectionDto[];

  @ShownField({ description: 'What the usage costs, all corrections taken in.', type: ReceiptNetDto })
  readonly net!: ReceiptNetDto;

  @ShownField({
    description: 'The same key with other content; none was charged (rule 6).',
    type: [ReceiptConflictDto],
  })
  readonly conflicts!: readonly ReceiptConflictDto[];

  @ShownField({ description: 'Where somebody said that it is not right, oldest first.', type: [DisputeDto] })
  readonly disputes!: readonly DisputeDto[];
}
