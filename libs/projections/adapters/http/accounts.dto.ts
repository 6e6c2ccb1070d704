import {
  IntegerParam,
  PageQuery,
  FlagParam,
  ShownCredits,
  ShownField,
  ShownInstant,
} from '#libs/platform/http/index.js';
import { ACCOUNT_KINDS, GRANT_SOURCES, type AccountKind, type GrantSource } from '#libs/ledger/contract.js';
import { KINDS, type Kind } from '#libs/kernel/index.js';

function MinPosition(): PropertyDecorator {
  return IntegerParam({
    description: 'Waits until this position is shown, for 5 seconds at most.',
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    optional: true,
  });
}

export const NEXT = 'Send it as `cursor` for the next page; null at the end.';

/** Read your writes: holds the answer back until it shows a position a command or a usage answer gave. */
export class PositionQuery {
  @MinPosition()
  readonly min_position?: number;
}

export class PositionPageQuery extends PageQuery {
  @MinPosition()
  readonly min_position?: number;
}

export class BalanceQuery extends PositionQuery {
  @FlagParam({
    description: "`true`: folds the account's own events instead of asking the read model.",
    optional: true,
  })
  readonly from_source?: boolean;
}

class AlertRulesViewDto {
  @ShownField({ description: 'Percents of the base used.', type: [Number] })
  readonly percents!: readonly number[];

  @ShownField({ description: 'Micro-credits remaining.', type: [String] })
  readonly floorsMicro!: readonly string[];
}

export class AccountDto {
  @ShownField({ description: 'Id of the account.' })
  readonly account!: string;

  @ShownField({ description: 'Who uses it.', enum: ACCOUNT_KINDS })
  readonly kind!: AccountKind;

  @ShownInstant('When it began.')
  readonly openedAt!: string;

  @ShownField({ description: 'ISO 4217 code.' })
  readonly currency!: string;

  @ShownField({ description: 'IANA time zone of its periods.' })
  readonly zone!: string;

  @ShownField({ description: 'Day of the month on which a period begins.', type: 'integer' })
  readonly billingDay!: number;

  @ShownField({ description: 'What happens to usage no grant pays (rule 22).', enum: ['block'] })
  readonly overagePolicy!: 'block';

  @ShownField({ description: 'Tariff book its usage is priced by.' })
  readonly tariffBook!: string;

  @ShownField({ description: 'When it warns.', type: AlertRulesViewDto })
  readonly alertRules!: AlertRulesViewDto;
}

export class AccountPageDto {
  @ShownField({ description: 'By account id.', type: [AccountDto] })
  readonly items!: readonly AccountDto[];

  @ShownField({ description: NEXT, type: String, nullable: true })
  readonly next!: string | null;
}

export class MemberDto {
  @ShownField({ description: 'Id of the member.' })
  readonly member!: string;

  @ShownField({ description: 'False for a member usage named but the account never had (rule 21).' })
  readonly known!: boolean;

  @ShownCredits('Charged to the newest period.')
  readonly usedThisPeriodMicro!: string;
}

export class MemberPageDto {
  @ShownField({ description: 'By member id.', type: [MemberDto] })
  readonly items!: readonly MemberDto[];

  @ShownField({ description: NEXT, type: String, nullable: true })
  readonly next!: string | null;
}

export class PeriodDto {
  @ShownField({ description: '0, 1, 2 … per account.', type: 'integer' })
  readonly period!: number;

  @ShownInstant('First instant.')
  readonly startsAt!: string;

  @ShownInstant('First instant of the next.')
  readonly endsAt!: string;

  @ShownField({ description: 'IANA time zone its bounds were decided in.' })
  readonly zone!: string;
}

class GrantScopeViewDto {
  @ShownField({ description: 'null: all.', type: [String], nullable: true })
  readonly models!: readonly string[] | null;

  @ShownField({ description: 'null: all.', enum: KINDS, isArray: true, nullable: true })
  readonly kinds!: readonly Kind[] | null;

  @ShownField({ description: 'null: all.', type: [String], nullable: true })
  readonly apps!: readonly string[] | null;
}

export class GrantDto {
  @ShownField({ description: 'Id of the grant.' })
  readonly grant!: string;

  @ShownField({ description: 'Where its credits come from.', enum: GRANT_SOURCES })
  readonly source!: GrantSource;

  @ShownField({ description: 'Lower burns first (rule 16).', type: 'integer' })
  readonly priority!: number;

  @ShownCredits('Consumed + remaining (rule 19).')
  readonly amountMicro!: string;

  @ShownCredits('Drawn so far.')
  readonly consumedMicro!: string;

  @ShownCredits('Not drawn yet.')
  readonly remainingMicro!: string;

  @ShownInstant('Pays usage from then on.')
  readonly eligibleFrom!: string;

  @ShownInstant('Pays usage before then; null: never expires.', { nullable: true })
  readonly expiresAt!: string | null;

  @ShownField({ description: 'What it may pay for.', type: GrantScopeViewDto })
  readonly scope!: GrantScopeViewDto;
}

class NextExpiryDto {
  @ShownInstant('When.')
  readonly at!: string;

  @ShownCredits('How many.')
  readonly amountMicro!: string;
}

/** What an account holds, from its own events alone. */
export class SourceBalanceDto {
  @ShownField({ description: 'Id of the account.' })
  readonly account!: string;

  @ShownInstant('When it was judged what has expired.')
  readonly at!: string;

  @ShownCredits('Over all grants, lapsing ones included.')
  readonly remainingMicro!: string;

  @ShownCredits('Held by reservations.')
  readonly reservedMicro!: string;

  @ShownCredits('What unscoped usage could draw now (rule 25).')
  readonly availableMicro!: string;

  @ShownCredits('Expired but not taken yet (rule 14): in remaining, not in available.')
  readonly lapsingMicro!: string;

  @ShownCredits('Usage no grant paid, still open (rule 21).')
  readonly overageMicro!: string;

  @ShownField({ description: 'Grants with credits left, in burn order (rule 16).', type: [GrantDto] })
  readonly grants!: readonly GrantDto[];

  @ShownField({ description: "Last event of the account's history in it.", type: 'integer' })
  readonly revision!: number;

  @ShownField({ description: 'Every event of the account up to here is in it.', type: 'integer' })
  readonly position!: number;
}

export class BalanceDto extends SourceBalanceDto {
  @ShownField({ description: 'The newest period opened; null before the first.', type: PeriodDto, nullable: true })
  readonly period!: PeriodDto | null;

  @ShownCredits('Charged to that period, overage included.')
  readonly usedThisPeriodMicro!: string;

  @ShownField({ description: 'The next credits to expire.', type: NextExpiryDto, nullable: true })
  readonly nextExpiry!: NextExpiryDto | null;
}
