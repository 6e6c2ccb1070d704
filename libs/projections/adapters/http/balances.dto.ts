import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { PeriodDto } from './accounts.dto.js';
import { GrantDto, SourceGrantDto } from './grants.dto.js';
import { NEXT } from './queries.dto.js';

export class MemberDto {
  @ShownField({ description: 'Id of the member.', example: 'm-7' })
  readonly member!: string;

  @ShownField({ description: 'False for a member usage named but the account does not have (rule 21).', example: true })
  readonly known!: boolean;

  @ShownCredits('Charged to the newest period, corrections taken in.')
  readonly usedThisPeriodMicro!: string;

  @ShownField({
    description: 'Reservations are refused beyond it (rule 26), in micro-credits; null: no limit.',
    type: String,
    nullable: true,
    example: '5000000000',
  })
  readonly limitMicro!: string | null;

  @ShownCredits("Held by the member's open reservations, room for overage included (rule 23).")
  readonly reservedMicro!: string;

  @ShownField({
    description:
      'What may still be reserved of the limit, neither used nor held (rule 26), in micro-credits; null: no limit.',
    type: String,
    nullable: true,
    example: '3500000000',
  })
  readonly leftMicro!: string | null;
}

export class MemberPageDto {
  @ShownField({ description: 'By member id.', type: [MemberDto] })
  readonly items!: readonly MemberDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}

class NextExpiryDto {
  @ShownInstant('When.')
  readonly at!: string;

  @ShownCredits('How many: neither held nor rolled over.')
  readonly amountMicro!: string;
}

/** What both balances have. */
class BalanceFiguresDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownInstant('When it was judged what has expired.')
  readonly at!: string;

  @ShownCredits('Over all grants, held and lapsing credits included.')
  readonly remainingMicro!: string;

  @ShownCredits('Held by reservations (rule 23): in remaining, not in available.')
  readonly reservedMicro!: string;

  @ShownCredits('What unscoped usage could draw now (rule 25).')
  readonly availableMicro!: string;

  @ShownCredits('Expired but not taken yet (rule 14): in remaining, not in available.')
  readonly lapsingMicro!: string;

  @ShownCredits('Expired, and given anew when the period is sealed (rule 18).')
  readonly pendingRolloverMicro!: string;

  @ShownCredits('Usage no grant paid, still open (rule 21).')
  readonly overageMicro!: string;

  @ShownCredits('How much more overage the policy allows, what reservations hold of it taken off (rules 22, 23).')
  readonly headroomMicro!: string;

  @ShownField({
    description: 'Gateways that never reserve should stop calling for the account (rule 22).',
    example: false,
  })
  readonly blocked!: boolean;

  @ShownField({ description: "Last event of the account's history in it.", type: 'integer', example: 17 })
  readonly revision!: number;

  @ShownField({ description: 'Every event of the account up to here is in it.', type: 'integer', example: 1234 })
  readonly position!: number;
}

/** What an account holds, from its own events alone. */
export class SourceBalanceDto extends BalanceFiguresDto {
  @ShownField({ description: 'Grants with credits left, in burn order (rule 16).', type: [SourceGrantDto] })
  readonly grants!: readonly SourceGrantDto[];
}

export class BalanceDto extends BalanceFiguresDto {
  @ShownField({ description: 'The newest period opened; null before the first.', type: PeriodDto, nullable: true })
  readonly period!: PeriodDto | null;

  @ShownCredits('Charged to that period, overage included, corrections taken in.')
  readonly usedThisPeriodMicro!: string;

  @ShownField({
    description: 'The next credits that are lost unless they are used.',
    type: NextExpiryDto,
    nullable: true,
  })
  readonly nextExpiry!: NextExpiryDto | null;

  @ShownField({ description: 'Grants with credits left, in burn order (rule 16).', type: [GrantDto] })
  readonly grants!: readonly GrantDto[];
}
