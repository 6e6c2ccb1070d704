import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import {
  ACCOUNT_KINDS,
  ACCOUNT_STATUSES,
  OVERAGE_POLICIES,
  type AccountKind,
  type AccountStatus,
  type OveragePolicy,
} from '#libs/ledger/contract.js';
import { NEXT } from './queries.dto.js';
import { ShownMoney } from './shared.dto.js';

class AlertRulesViewDto {
  @ShownField({ description: 'Percents of the base used.', type: [Number], example: [50, 80, 100] })
  readonly percents!: readonly number[];

  @ShownField({ description: 'Micro-credits remaining.', type: [String], example: ['1000000000'] })
  readonly floorsMicro!: readonly string[];
}

class OveragePriceViewDto {
  @ShownField({ description: 'Numbered per account.', type: 'integer', example: 1 })
  readonly version!: number;

  @ShownMoney('For `perMicro` micro-credits.')
  readonly amountMinor!: string;

  @ShownField({ description: 'Micro-credits the price is for.', example: '1000000000' })
  readonly perMicro!: string;

  @ShownField({ description: 'Whether the price includes tax (rule 3).', example: true })
  readonly taxIncluded!: boolean;
}

class OveragePolicyViewDto {
  @ShownField({
    description: 'What happens to usage no grant pays (rule 22).',
    enum: OVERAGE_POLICIES,
    example: 'limit',
  })
  readonly type!: OveragePolicy['type'];

  @ShownField({ description: 'Under `limit`: up to so many micro-credits.', required: false, example: '50000000000' })
  readonly limitMicro?: string;

  @ShownField({ description: 'Under `invoice`: so many micro-credits a period at most.', required: false })
  readonly capMicro?: string;

  @ShownField({ description: 'Under `invoice`: the price.', type: OveragePriceViewDto, required: false })
  readonly price?: OveragePriceViewDto;
}

class AssignedTariffBookDto {
  @ShownField({ description: 'Tariff book usage is priced by.', example: 'standard' })
  readonly tariffBook!: string;

  @ShownInstant('Usage that happened from then on.')
  readonly effectiveFrom!: string;
}

export class AccountDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: 'Who uses it.', enum: ACCOUNT_KINDS })
  readonly kind!: AccountKind;

  @ShownField({ description: 'Usage is charged in all of them (rule 21).', enum: ACCOUNT_STATUSES })
  readonly standing!: AccountStatus;

  @ShownInstant('When it began.')
  readonly openedAt!: string;

  @ShownField({ description: 'ISO 4217 code.', example: 'CNY' })
  readonly currency!: string;

  @ShownField({ description: 'IANA time zone of its periods.', example: 'Asia/Shanghai' })
  readonly zone!: string;

  @ShownField({ description: 'Day of the month on which a period begins.', type: 'integer', example: 1 })
  readonly billingDay!: number;

  @ShownField({ description: 'What happens to usage no grant pays (rule 22).', type: OveragePolicyViewDto })
  readonly overagePolicy!: OveragePolicyViewDto;

  @ShownField({
    description: 'In order (rule 30); the first holds for what happened before it, too.',
    type: [AssignedTariffBookDto],
  })
  readonly tariffBooks!: readonly AssignedTariffBookDto[];

  @ShownField({ description: 'When it warns.', type: AlertRulesViewDto })
  readonly alertRules!: AlertRulesViewDto;
}

export class AccountPageDto {
  @ShownField({ description: 'By account id.', type: [AccountDto] })
  readonly items!: readonly AccountDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}

export class PeriodDto {
  @ShownField({ description: '0, 1, 2 … per account.', type: 'integer', example: 0 })
  readonly period!: number;

  @ShownInstant('First instant.')
  readonly startsAt!: string;

  @ShownInstant('First instant of the next.')
  readonly endsAt!: string;

  @ShownField({ description: 'IANA time zone its bounds were decided in.', example: 'Asia/Shanghai' })
  readonly zone!: string;

  @ShownField({ description: 'Whether nothing is booked on it any more (rule 13).', example: true })
  readonly sealed!: boolean;

  @ShownInstant('When it was sealed; null: not yet.', { nullable: true })
  readonly sealedAt!: string | null;

  @ShownField({
    description: 'Charged to it, in micro-credits; null until it is sealed.',
    type: String,
    nullable: true,
    example: '1500000',
  })
  readonly usedMicro!: string | null;

  @ShownMoney('To pay on its bill; null until it is sealed.', { nullable: true })
  readonly totalMinor!: string | null;
}

export class PeriodPageDto {
  @ShownField({ description: 'Oldest first.', type: [PeriodDto] })
  readonly items!: readonly PeriodDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}

export class TransferDto {
  @ShownField({ description: 'Id of the transfer.', example: 'gift-1' })
  readonly transfer!: string;

  @ShownField({ description: 'The account that gets the credits.', example: 'acc-1002' })
  readonly to!: string;

  @ShownCredits('How much.')
  readonly amountMicro!: string;

  @ShownInstant('When the credits left the account.')
  readonly sentAt!: string;
}

export class TransferPageDto {
  @ShownField({ description: 'By transfer id.', type: [TransferDto] })
  readonly items!: readonly TransferDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}
