import {
  AccountCommandAnswerDto,
  MinorUnitsField,
  PatternField,
  ShownCredits,
  ShownField,
  TextField,
} from '#libs/platform/http/index.js';

export class ReversePurchaseDto {
  @TextField({ description: 'Why, for the audit; no names.', maxLength: 256, example: 'returned within 14 days' })
  readonly reason!: string;
}

export class CreditNoteDto {
  @PatternField({
    description: 'Number of the invoice line money is given back on.',
    pattern: /^\d{1,9}-\d{1,9}$/,
    expected: 'the number of an invoice line',
    example: '2-1',
  })
  readonly line!: string;

  @MinorUnitsField({ description: "How much, in minor units of the account's currency.", example: '500' })
  readonly amountMinor!: string;

  @TextField({ description: 'Why, for the audit; no names.', maxLength: 256, example: 'goodwill' })
  readonly reason!: string;
}

export class MoneyBackAnswerDto extends AccountCommandAnswerDto {
  @ShownField({
    description: 'Number of the invoice line that gives the money back; null where nothing was paid.',
    type: String,
    nullable: true,
    example: '3-2',
  })
  readonly line!: string | null;

  @ShownField({ description: 'On that line, in minor units; negative or zero.', type: String, example: '-500' })
  readonly amountMinor!: string;
}

export class PurchaseReversedDto extends MoneyBackAnswerDto {
  @ShownCredits('Taken out of the grant.')
  readonly unusedMicro!: string;

  @ShownCredits('Made overage of, after a chargeback (rule 32).')
  readonly overageMadeMicro!: string;
}
