import { IntegerParam, ShownCredits, ShownField, ShownInstant, TextField } from '#libs/platform/http/index.js';
import { NEXT, PeriodDto, PositionQuery } from './accounts.dto.js';

export class HistoryEntryDto {
  @ShownField({ description: "Place in the account's history: 0, 1, 2 …", type: 'integer' })
  readonly revision!: number;

  @ShownField({ description: 'Place in the ledger.', type: 'integer' })
  readonly position!: number;

  @ShownField({ description: 'What happened; see docs/reference/events.md.', example: 'UsageCharged' })
  readonly type!: string;

  @ShownInstant('When it was recorded (rule 11).')
  readonly recordedAt!: string;

  @ShownInstant('When its cause arrived (rule 11).')
  readonly receivedAt!: string;

  @ShownField({ description: 'Who caused it.' })
  readonly actor!: string;

  @ShownField({ description: 'The event itself, as its type has it.', type: 'object', additionalProperties: true })
  readonly data!: object;

  @ShownCredits('What it moved: granted, or taken from grants (negative).')
  readonly movedMicro!: string;

  @ShownCredits('Over all grants, after it.')
  readonly remainingAfterMicro!: string;

  @ShownCredits('Open overage, after it.')
  readonly overageAfterMicro!: string;
}

export class HistoryPageDto {
  @ShownField({ description: 'Oldest first.', type: [HistoryEntryDto] })
  readonly items!: readonly HistoryEntryDto[];

  @ShownField({ description: NEXT, type: String, nullable: true })
  readonly next!: string | null;
}

const ALERT_STATES = ['fired', 'cleared'] as const;
const ALERT_KINDS = ['percent', 'floor'] as const;

export class AlertDto {
  @ShownField({ description: 'The same for ever.' })
  readonly id!: string;

  @ShownField({ description: 'Id of the account.' })
  readonly account!: string;

  @ShownField({ description: 'Share of the base used, or credits remaining.', enum: ALERT_KINDS })
  readonly kind!: (typeof ALERT_KINDS)[number];

  @ShownField({ description: 'Percent, or micro-credits.', type: String })
  readonly threshold!: string;

  @ShownField({ description: 'Starts anew with each rise of the base (rule 35).', type: 'integer' })
  readonly generation!: number;

  @ShownField({ description: 'Whether it still holds.', enum: ALERT_STATES })
  readonly state!: (typeof ALERT_STATES)[number];

  @ShownInstant('When the threshold was crossed.')
  readonly firedAt!: string;

  @ShownInstant('When it no longer held.', { nullable: true })
  readonly clearedAt!: string | null;

  @ShownCredits('Base B when it fired (rule 35).')
  readonly baseMicro!: string;

  @ShownCredits('What remained of B when it fired.')
  readonly remainingMicro!: string;

  @ShownField({ description: 'Of the event that crossed the threshold.', type: 'integer' })
  readonly position!: number;
}

export class AlertPageDto {
  @ShownField({ description: 'Oldest first.', type: [AlertDto] })
  readonly items!: readonly AlertDto[];

  @ShownField({ description: NEXT, type: String, nullable: true })
  readonly next!: string | null;
}

export class InvoiceQuery extends PositionQuery {
  @IntegerParam({ description: 'Billing period; absent: the newest.', min: 0, max: 1_000_000, optional: true })
  readonly period?: number;
}

class ExactMoneyDto {
  @ShownField({ description: 'Decimal string.' })
  readonly numerator!: string;

  @ShownField({ description: 'Decimal string, above zero.' })
  readonly denominator!: string;
}

class LineTariffDto {
  @ShownField({ description: 'Id of the tariff book.' })
  readonly book!: string;

  @ShownField({ description: 'Version.', type: 'integer' })
  readonly version!: number;
}

const LINE_TYPES = ['purchase', 'overage', 'usage'] as const;

/** A line; members beyond the common ones are there as its type has them. */
export class InvoiceLineDto {
  @ShownField({ description: 'What the line is for.', enum: LINE_TYPES })
  readonly type!: (typeof LINE_TYPES)[number];

  @ShownField({ description: 'Unique, the same for ever.' })
  readonly reference!: string;

  @ShownField({ description: 'Draft while the period is open.', enum: ['draft'] })
  readonly state!: 'draft';

  @ShownField({ description: 'In minor units (rule 3).', type: ExactMoneyDto })
  readonly exactAmount!: ExactMoneyDto;

  @ShownField({ description: 'Rounded, in minor units, as a decimal string.' })
  readonly amountMinor!: string;

  @ShownField({ description: 'ISO 4217 code.' })
  readonly currency!: string;

  @ShownCredits('What the line counts.')
  readonly creditsMicro!: string;

  @ShownField({ description: 'How many events it sums.', type: 'integer' })
  readonly events!: number;

  @ShownField({ description: "First of them in the account's history.", type: 'integer' })
  readonly firstRevision!: number;

  @ShownField({ description: "Last of them in the account's history.", type: 'integer' })
  readonly lastRevision!: number;

  @ShownField({ description: 'Usage: the model.', required: false })
  readonly model?: string;

  @ShownField({ description: 'Usage: the kind.', required: false })
  readonly kind?: string;

  @ShownField({ description: 'Usage: the tier.', required: false })
  readonly tier?: string;

  @ShownField({ description: 'Usage: the tariff version.', type: LineTariffDto, required: false })
  readonly tariff?: LineTariffDto;

  @ShownField({ description: 'Usage: how much, as a decimal string.', required: false })
  readonly quantity?: string;

  @ShownField({ description: 'Overage: the policy.', required: false })
  readonly policy?: string;

  @ShownField({ description: 'Overage: the price version.', type: 'integer', nullable: true, required: false })
  readonly priceVersion?: number | null;

  @ShownField({ description: 'Purchase: the grant.', required: false })
  readonly grant?: string;

  @ShownField({ description: 'Purchase: the source of the grant.', required: false })
  readonly source?: string;

  @ShownField({ description: 'Purchase: whether the amount includes tax.', required: false })
  readonly taxIncluded?: boolean;

  @ShownField({ description: 'Purchase: reference of the payment.', type: String, nullable: true, required: false })
  readonly paymentRef?: string | null;
}

class MoneyTotalDto {
  @ShownField({ description: 'ISO 4217 code.' })
  readonly currency!: string;

  @ShownField({ description: 'Sum of the rounded lines, in minor units, as a decimal string.' })
  readonly amountMinor!: string;
}

class InvoiceTotalsDto {
  @ShownField({ description: 'Per currency.', type: [MoneyTotalDto] })
  readonly amountMinor!: readonly MoneyTotalDto[];

  @ShownCredits('Used.')
  readonly usedMicro!: string;

  @ShownCredits('Of it, not paid by any grant.')
  readonly overageMicro!: string;

  @ShownCredits('Bought.')
  readonly purchasedMicro!: string;
}

/** The lines of one billing period that is not sealed yet. */
export class InvoiceDto {
  @ShownField({ description: 'Id of the account.' })
  readonly account!: string;

  @ShownField({ description: 'The billing period.', type: PeriodDto })
  readonly period!: PeriodDto;

  @ShownField({ description: "ISO 4217 code of the account's currency." })
  readonly currency!: string;

  @ShownField({ description: 'Purchases, overage, usage; each in a fixed order.', type: [InvoiceLineDto] })
  readonly lines!: readonly InvoiceLineDto[];

  @ShownField({ description: 'Sums over the lines.', type: InvoiceTotalsDto })
  readonly totals!: InvoiceTotalsDto;

  @ShownField({ description: 'Every event of the ledger up to here is in it.', type: 'integer' })
  readonly position!: number;
}

export class ReceiptQuery {
  @TextField({ description: 'CloudEvents `source` of the usage.', maxLength: 256, example: '/gateways/eu-1' })
  readonly source!: string;

  @TextField({ description: 'CloudEvents `id` of the usage.', maxLength: 256, example: 'req-1' })
  readonly id!: string;
}
