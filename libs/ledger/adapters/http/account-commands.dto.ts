import { KINDS, type Kind } from '#libs/kernel/index.js';
import {
  ChoiceField,
  CreditsField,
  FlagField,
  IdField,
  InstantField,
  IntegerField,
  ObjectField,
  PatternField,
  ShownCredits,
  ShownField,
  TextField,
} from '#libs/platform/http/index.js';
import { ACCOUNT_KINDS, GRANT_SOURCES, type AccountKind, type GrantSource } from '../../contract.js';

export class AlertRulesDto {
  @IntegerField({
    description: 'Warn when this share of the base is used (rule 35), in percent.',
    min: 1,
    max: 100,
    listOf: 20,
    example: [50, 80, 100],
  })
  readonly percents!: readonly number[];

  @CreditsField({
    description: 'Warn when no more than this remains, in micro-credits.',
    min: 0n,
    listOf: 20,
    example: ['1000000000'],
  })
  readonly floorsMicro!: readonly string[];
}

export class OpenAccountDto {
  @IdField({ description: 'Opaque id, chosen by you; never a name or a phone number.', example: 'acc-1001' })
  readonly account!: string;

  @ChoiceField({ description: 'Who uses the account.', of: ACCOUNT_KINDS, example: 'individual' })
  readonly kind!: AccountKind;

  @InstantField({ description: 'When the account began; absent: now. May lie in the past.', optional: true })
  readonly openedAt?: string;

  @PatternField({
    description: 'ISO 4217 code of the currency it is billed in.',
    pattern: /^[A-Z]{3}$/,
    expected: 'three capital letters',
    example: 'CNY',
  })
  readonly currency!: string;

  @PatternField({
    description: 'IANA time zone that its billing periods follow (rule 12); absent: Asia/Shanghai.',
    pattern: /^[A-Za-z0-9_+/-]{1,64}$/,
    expected: 'the name of an IANA time zone',
    optional: true,
    example: 'Asia/Shanghai',
  })
  readonly zone?: string;

  @IntegerField({
    description: 'Day of the month on which a period begins; short months begin on their last.',
    min: 1,
    max: 31,
    example: 1,
  })
  readonly billingDay!: number;

  @IdField({ description: 'Tariff book its usage is priced by.', example: 'standard' })
  readonly tariffBook!: string;

  @ObjectField(AlertRulesDto, {
    description: 'When to warn; absent: at 50, 80 and 100 percent.',
    optional: true,
  })
  readonly alertRules?: AlertRulesDto;

  @IdField({ description: 'Opaque ids of its members, the owner included.', optional: true, listOf: 10_000 })
  readonly members?: readonly string[];
}

export class AddMemberDto {
  @IdField({ description: 'Opaque id of the member.', example: 'm-7' })
  readonly member!: string;
}

export class GrantScopeDto {
  @TextField({
    description: 'Models it pays for; absent: all.',
    maxLength: 256,
    listOf: 100,
    optional: true,
    nonEmpty: true,
  })
  readonly models?: readonly string[];

  @ChoiceField({
    description: 'Kinds it pays for; absent: all.',
    of: KINDS,
    listOf: KINDS.length,
    optional: true,
    nonEmpty: true,
  })
  readonly kinds?: readonly Kind[];

  @TextField({
    description: 'Partner apps it pays for; absent: all.',
    maxLength: 256,
    listOf: 100,
    optional: true,
    nonEmpty: true,
  })
  readonly apps?: readonly string[];
}

export class CostBasisDto {
  @PatternField({
    description: 'What was paid for the whole grant, in minor units, as a decimal string.',
    pattern: /^(0|[1-9]\d{0,14})$/,
    expected: 'a decimal string of whole minor units, 15 digits at most',
    example: '1990',
  })
  readonly amountMinor!: string;

  @PatternField({
    description: "ISO 4217 code; the account's currency.",
    pattern: /^[A-Z]{3}$/,
    expected: 'three capital letters',
    example: 'CNY',
  })
  readonly currency!: string;

  @FlagField({ description: 'Whether the amount includes tax (rule 3).', example: true })
  readonly taxIncluded!: boolean;
}

export class GrantCreditsDto {
  @IdField({ description: 'Id of the grant, unique in the account; absent: one is made.', optional: true })
  readonly grant?: string;

  @ChoiceField({ description: 'Where the credits come from; decides when they burn (rule 16).', of: GRANT_SOURCES })
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

  @ObjectField(CostBasisDto, { description: 'What was paid for it; absent: nothing.', optional: true })
  readonly costBasis?: CostBasisDto;

  @TextField({ description: 'Reference of the payment, opaque.', maxLength: 128, optional: true })
  readonly paymentRef?: string;
}

export class AccountBalanceDto {
  @ShownCredits('Over all grants.')
  readonly remainingMicro!: string;

  @ShownCredits('Usage no grant paid, still open (rule 21).')
  readonly overageMicro!: string;
}

/** The answer to an accepted command; the same again when it comes again with its key. */
export class AccountCommandAnswerDto {
  @ShownField({ description: 'The account.' })
  readonly account!: string;

  @ShownField({ description: "Place of the effect in the account's history.", type: 'integer' })
  readonly revision!: number;

  @ShownField({ description: 'Send it as `min_position` to read your own write.', type: 'integer' })
  readonly position!: number;

  @ShownField({ description: 'True when the key had its effect before and nothing new was recorded.' })
  readonly replayed!: boolean;

  @ShownField({ description: 'After the newest event known to the writer.', type: AccountBalanceDto })
  readonly balance!: AccountBalanceDto;
}

export class GrantAnswerDto extends AccountCommandAnswerDto {
  @ShownField({ description: 'Id of the grant.' })
  readonly grant!: string;
}
