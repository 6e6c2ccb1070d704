import {
  ChoiceField,
  CreditsField,
  IdField,
  InstantField,
  IntegerField,
  ObjectField,
  PatternField,
  TextField,
} from '#libs/platform/http/index.js';
import { ACCOUNT_KINDS, ACCOUNT_STATUSES, type AccountKind, type AccountStatus } from '../../contract.js';
import { AlertRulesDto, OveragePolicyDto } from './terms.dto.js';

const BILLING_DAY = {
  description: 'Day of the month on which a period begins; short months begin on their last.',
  min: 1,
  max: 31,
  example: 1,
};

const ZONE = {
  pattern: /^[A-Za-z0-9_+/-]{1,64}$/,
  expected: 'the name of an IANA time zone',
  example: 'Asia/Shanghai',
};

export class NewMemberDto {
  @IdField({ description: 'Opaque id of the member.', example: 'm-7' })
  readonly member!: string;

  @CreditsField({
    description: 'May use so much in a billing period before reservations are refused (rule 26); absent: no limit.',
    min: 0n,
    optional: true,
    example: '5000000000',
  })
  readonly limitMicro?: string;
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
    ...ZONE,
    description: 'IANA time zone that its billing periods follow (rule 12); absent: Asia/Shanghai.',
    optional: true,
  })
  readonly zone?: string;

  @IntegerField(BILLING_DAY)
  readonly billingDay!: number;

  @IdField({ description: 'Tariff book its usage is priced by.', example: 'standard' })
  readonly tariffBook!: string;

  @ObjectField(OveragePolicyDto, {
    description: 'What happens to usage no grant pays; absent: `block`.',
    optional: true,
  })
  readonly overagePolicy?: OveragePolicyDto;

  @ObjectField(AlertRulesDto, {
    description: 'When to warn; absent: at 50, 80 and 100 percent.',
    optional: true,
  })
  readonly alertRules?: AlertRulesDto;

  @ObjectField(NewMemberDto, { description: 'Its members, the owner included.', optional: true, listOf: 10_000 })
  readonly members?: readonly NewMemberDto[];
}

export class AccountStatusDto {
  @ChoiceField({
    description: 'Usage is charged in all of them (rule 21); a closed account renews nothing and stays closed.',
    of: ACCOUNT_STATUSES,
    example: 'suspended',
  })
  readonly status!: AccountStatus;

  @TextField({ description: 'Why, for the audit; no names.', maxLength: 256, example: 'bill overdue' })
  readonly reason!: string;
}

export class BillingDto {
  @PatternField({ ...ZONE, description: 'IANA time zone that its billing periods follow from the next one on.' })
  readonly zone!: string;

  @IntegerField(BILLING_DAY)
  readonly billingDay!: number;
}

export class AssignTariffBookDto {
  @IdField({ description: 'Tariff book its usage is priced by.', example: 'partner' })
  readonly tariffBook!: string;

  @InstantField({ description: 'For usage that happens from then on; absent: now.', optional: true })
  readonly effectiveFrom?: string;
}
