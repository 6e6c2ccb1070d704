import {
  AccountCommandAnswerDto,
  AccountParams,
  ChoiceField,
  IdField,
  IntegerField,
  ShownCredits,
  ShownField,
  ShownInstant,
  TextField,
} from '#libs/platform/http/index.js';
import { LINE_KINDS, PAYMENTS, type LineKind, type Payment } from '#libs/ledger/contract.js';

const QUANTITY_MAX = 1_000;

export class SubscriptionParams extends AccountParams {
  @IdField({ description: 'Id of the subscription.', example: 'sub-1' })
  readonly subscription!: string;
}

export class SubscribeDto {
  @IdField({ description: 'Id of the subscription, chosen by you; never used again.', example: 'sub-1' })
  readonly subscription!: string;

  @IdField({ description: 'Product of the catalogue; the version sold now is agreed.', example: 'telecom-trial-15m' })
  readonly product!: string;
}

export class ChangeSubscriptionDto {
  @IdField({ description: 'Product of the same kind; the version sold now is agreed.', example: 'telecom-trial-50m' })
  readonly product!: string;
}

export class PurchaseDto {
  @IdField({ description: 'Pack of the catalogue; the version sold now is agreed.', example: 'pack-1m' })
  readonly product!: string;

  @IntegerField({ description: 'How many packs; absent: 1.', min: 1, max: QUANTITY_MAX, optional: true, example: 10 })
  readonly quantity?: number;

  @IdField({
    description: 'Id of the grant, unique in the account; absent: one is made.',
    optional: true,
    example: 'topup-1',
  })
  readonly grant?: string;

  @TextField({ description: 'Reference of the payment, opaque (rule 32).', maxLength: 128, example: 'pay-9f86d0' })
  readonly paymentRef!: string;

  @ChoiceField({
    description: 'On the phone bill, or paid before; absent: bill.',
    of: PAYMENTS,
    optional: true,
    example: 'bill',
  })
  readonly payment?: Payment;
}

export class SaleLineDto {
  @ShownField({ description: 'Its reference on the invoice.', example: '0-1' })
  readonly line!: string;

  @ShownField({ description: 'What it is for.', enum: LINE_KINDS, example: 'fee' })
  readonly kind!: LineKind;

  @ShownField({
    description: "Rounded, in minor units of the account's currency; negative: to the customer.",
    example: '3990',
  })
  readonly amountMinor!: string;

  @ShownField({ description: 'Whether the amount includes tax (rule 3).', example: true })
  readonly taxIncluded!: boolean;

  @ShownField({ description: 'In the total of the bill, or paid before.', enum: PAYMENTS, example: 'bill' })
  readonly payment!: Payment;
}

/** The answer to an accepted sale; the same again when it comes again with its key. */
export class SaleAnswerDto extends AccountCommandAnswerDto {
  @ShownField({ description: 'What the sale put on the bill.', type: [SaleLineDto] })
  readonly lines!: readonly SaleLineDto[];
}

export class SubscriptionAnswerDto extends SaleAnswerDto {
  @ShownField({ description: 'Id of the subscription.', example: 'sub-1' })
  readonly subscription!: string;

  @ShownField({
    description: '`now`, or `at_renewal`: downgrades and cancellations wait (rule 31).',
    enum: ['now', 'at_renewal'],
    example: 'now',
  })
  readonly takesEffect!: 'now' | 'at_renewal';

  @ShownInstant('End of the term that is paid: it is renewed, changed or ended then. Absent: it has ended.')
  readonly termEndsAt?: string;
}

export class PurchaseAnswerDto extends SaleAnswerDto {
  @ShownField({ description: 'Id of the grant.', example: '~1' })
  readonly grant!: string;

  @ShownCredits('What was bought.')
  readonly amountMicro!: string;

  @ShownInstant('Pays usage before then; null: never expires.', { nullable: true })
  readonly expiresAt!: string | null;
}
