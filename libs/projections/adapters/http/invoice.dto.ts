import { ShownCredits, ShownField } from '#libs/platform/http/index.js';
import { LINE_KINDS, PAYMENTS, type LineKind, type Payment } from '#libs/ledger/contract.js';
import { TAX_CATEGORIES, type TaxCategory } from '../../contract.js';
import { PeriodDto } from './accounts.dto.js';
import { ProductPinViewDto, ShownMoney } from './shared.dto.js';

class ExactMoneyDto {
  @ShownField({ description: 'Decimal string.', example: '3980' })
  readonly numerator!: string;

  @ShownField({ description: 'Decimal string, above zero.', example: '2' })
  readonly denominator!: string;
}

class LineTariffDto {
  @ShownField({ description: 'Id of the tariff book.', example: 'standard' })
  readonly book!: string;

  @ShownField({ description: 'Version.', type: 'integer', example: 1 })
  readonly version!: number;

  @ShownField({
    description: 'SHA-256 of its content; null: the catalogue of this ledger does not have it.',
    type: String,
    nullable: true,
    example: 'ab'.repeat(32),
  })
  readonly hash!: string | null;
}

class UnitPriceDto {
  @ShownField({
    description: 'Usage: micro-credits for `per` units of the kind, before promotions; null for money.',
    type: String,
    nullable: true,
    example: '1000000',
  })
  readonly creditsMicro!: string | null;

  @ShownField({
    description: 'Overage: minor units for `per` micro-credits; null for usage.',
    type: String,
    nullable: true,
    example: null,
  })
  readonly amountMinor!: string | null;

  @ShownField({ description: 'What the price is for, as a decimal string.', example: '1000' })
  readonly per!: string;
}

const LINE_TYPES = [...LINE_KINDS, 'unbilled_overage', 'usage'] as const;

/** A line; members beyond the common ones are there as its type has them. */
export class InvoiceLineDto {
  @ShownField({ description: 'What the line is for.', enum: LINE_TYPES, example: 'fee' })
  readonly type!: LineKind | 'unbilled_overage' | 'usage';

  @ShownField({ description: 'Unique, the same for ever.', example: 'acc-1001/line/0-1' })
  readonly reference!: string;

  @ShownField({ description: 'Draft until the period is sealed.', enum: ['draft', 'sealed'] })
  readonly state!: 'draft' | 'sealed';

  @ShownField({ description: 'In minor units (rule 3).', type: ExactMoneyDto })
  readonly exactAmount!: ExactMoneyDto;

  @ShownMoney('Rounded; negative where money goes back.')
  readonly amountMinor!: string;

  @ShownField({ description: 'ISO 4217 code.', example: 'CNY' })
  readonly currency!: string;

  @ShownField({
    description:
      'Stable code for a tax engine; a line that gives money back has that of the line it corrects, `none` only informs.',
    enum: TAX_CATEGORIES,
    example: 'subscription',
  })
  readonly taxCategory!: TaxCategory;

  @ShownCredits('What the line counts.')
  readonly creditsMicro!: string;

  @ShownField({ description: 'Usage and overage; null elsewhere.', type: UnitPriceDto, nullable: true })
  readonly unitPrice!: UnitPriceDto | null;

  @ShownField({ description: 'How many events it sums.', type: 'integer', example: 1 })
  readonly events!: number;

  @ShownField({ description: "First of them in the account's history.", type: 'integer', example: 17 })
  readonly firstRevision!: number;

  @ShownField({ description: "Last of them in the account's history.", type: 'integer', example: 17 })
  readonly lastRevision!: number;

  @ShownField({
    description: 'Money: `<period>-<n>`; null for overage of an open period.',
    type: String,
    nullable: true,
    required: false,
    example: '0-1',
  })
  readonly line?: string | null;

  @ShownField({ description: 'Money: the product.', type: ProductPinViewDto, nullable: true, required: false })
  readonly product?: ProductPinViewDto | null;

  @ShownField({ description: 'Money: the grant, subscription or bucket.', required: false, example: 'sub-1' })
  readonly subject?: string;

  @ShownField({ description: 'Money: whether the amount includes tax.', required: false, example: true })
  readonly taxIncluded?: boolean;

  @ShownField({ description: 'Money: prepaid is not in the total (rule 32).', enum: PAYMENTS, required: false })
  readonly payment?: Payment;

  @ShownField({ description: 'Money: reference of the payment.', type: String, nullable: true, required: false })
  readonly paymentRef?: string | null;

  @ShownField({ description: 'Money: the line it corrects.', type: String, nullable: true, required: false })
  readonly corrects?: string | null;

  @ShownField({ description: 'Money: reference of that line.', type: String, nullable: true, required: false })
  readonly correctsReference?: string | null;

  @ShownField({
    description: "Money: place in the account's history; null for overage of an open period.",
    type: 'integer',
    nullable: true,
    required: false,
  })
  readonly revision?: number | null;

  @ShownField({ description: 'Usage: the model.', required: false })
  readonly model?: string;

  @ShownField({ description: 'Usage: the kind.', required: false })
  readonly kind?: string;

  @ShownField({ description: 'Usage: the tier.', required: false })
  readonly tier?: string;

  @ShownField({ description: 'Usage: the tariff version.', type: LineTariffDto, required: false })
  readonly tariff?: LineTariffDto;

  @ShownField({
    description: 'Usage: the sealed period it belongs to, where it came too late for it (rule 13).',
    type: 'integer',
    nullable: true,
    required: false,
  })
  readonly originPeriod?: number | null;

  @ShownField({ description: 'Usage: how much, as a decimal string.', required: false })
  readonly quantity?: string;

  @ShownField({ description: 'Unbilled overage: the policy.', required: false })
  readonly policy?: string;

  @ShownField({ description: 'Unbilled overage: repaid by later grants, in micro-credits.', required: false })
  readonly repaidMicro?: string;

  @ShownField({ description: 'Unbilled overage: written off at the seal, in micro-credits.', required: false })
  readonly writtenOffMicro?: string;

  @ShownField({ description: 'Unbilled overage: still owed, in micro-credits.', required: false })
  readonly openMicro?: string;
}

class InvoiceTotalsDto {
  @ShownMoney('To pay on the bill: the sum of its rounded lines (rule 3).')
  readonly amountMinor!: string;

  @ShownMoney('Paid already, not in it (rule 32).')
  readonly prepaidMinor!: string;

  @ShownCredits('Used.')
  readonly usedMicro!: string;

  @ShownCredits('Not paid by any grant when it was used, billed or not.')
  readonly overageMicro!: string;

  @ShownCredits('Bought.')
  readonly purchasedMicro!: string;
}

/** The lines of one billing period. */
export class InvoiceDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'The billing period.', type: PeriodDto })
  readonly period!: PeriodDto;

  @ShownField({ description: "ISO 4217 code of the account's currency.", example: 'CNY' })
  readonly currency!: string;

  @ShownField({
    description: 'Money in order, overage last; then what informs, at amount zero: unbilled overage, usage.',
    type: [InvoiceLineDto],
  })
  readonly lines!: readonly InvoiceLineDto[];

  @ShownField({ description: 'Sums over the lines.', type: InvoiceTotalsDto })
  readonly totals!: InvoiceTotalsDto;

  @ShownField({ description: 'Every event of the ledger up to here is in it.', type: 'integer', example: 1234 })
  readonly position!: number;
}
