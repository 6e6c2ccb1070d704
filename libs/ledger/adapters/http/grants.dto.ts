import {
  AccountParams,
  ChoiceField,
  CreditsField,
  IdField,
  InstantField,
  IntegerField,
  ObjectField,
  PatternField,
  TextField,
} from '#libs/platform/http/index.js';
import { GRANT_SOURCES, PAYMENTS, type GrantSource, type Payment } from '../../contract.js';
import { CostBasisDto, GrantScopeDto } from './terms.dto.js';

export class RolloverDto {
  @CreditsField({
    description: 'So much of what is left stays, once, for the next period (rule 18); the rest is forfeited.',
    min: 0n,
    example: '100000000000',
  })
  readonly maxMicro!: string;
}

export class GrantCreditsDto {
  @IdField({ description: 'Id of the grant, unique in the account; absent: one is made.', optional: true })
  readonly grant?: string;

  @ChoiceField({
    description: 'Where the credits come from; decides when they burn (rule 16).',
    of: GRANT_SOURCES,
    example: 'promotion',
  })
  readonly source!: GrantSource;

  @IntegerField({ description: 'Lower burns first; absent: as the source says.', min: 0, max: 1_000, optional: true })
  readonly priority?: number;

  @CreditsField({ description: 'How much, in micro-credits.', example: '1000000000000' })
  readonly amountMicro!: string;

  @InstantField({ description: 'Pays usage from then on; absent: as rule 14 says.', optional: true })
  readonly eligibleFrom?: string;

  @InstantField({ description: 'Pays usage before then; absent: never expires.', optional: true })
  readonly expiresAt?: string;

  @ObjectField(GrantScopeDto, { description: 'What it may pay for; absent: everything.', optional: true })
  readonly scope?: GrantScopeDto;

  @ObjectField(RolloverDto, { description: 'What stays of it at its end; absent: nothing.', optional: true })
  readonly rollover?: RolloverDto;

  @ObjectField(CostBasisDto, {
    description: 'What was paid for it; with it a purchase line stands on the invoice. Absent: nothing.',
    optional: true,
  })
  readonly costBasis?: CostBasisDto;

  @TextField({ description: 'Reference of the payment, opaque.', maxLength: 128, optional: true })
  readonly paymentRef?: string;

  @ChoiceField({ description: 'How it is paid (rule 32); absent: on the bill.', of: PAYMENTS, optional: true })
  readonly payment?: Payment;
}

export class GrantParams extends AccountParams {
  @PatternField({
    description: 'Id of the grant.',
    pattern: /^~?[A-Za-z0-9_.-]{1,64}$/,
    expected: 'the id of a grant',
    example: '~1',
  })
  readonly grant!: string;
}

export class AdjustGrantDto {
  @CreditsField({ description: 'Taken out of what is free, in micro-credits.', example: '2500000' })
  readonly amountMicro!: string;

  @TextField({ description: 'Why, for the audit; no names.', maxLength: 256, example: 'granted twice' })
  readonly reason!: string;
}
