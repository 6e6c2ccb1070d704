import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { GRANT_SOURCES, type GrantSource } from '#libs/ledger/contract.js';
import { NEXT } from './queries.dto.js';
import { CostBasisViewDto, GrantScopeViewDto, RolloverViewDto } from './shared.dto.js';

/** A grant and what is left of it. */
export class SourceGrantDto {
  @ShownField({ description: 'Id of the grant.', example: '~1' })
  readonly grant!: string;

  @ShownField({ description: 'Where its credits come from.', enum: GRANT_SOURCES })
  readonly source!: GrantSource;

  @ShownField({ description: 'Lower burns first (rule 16).', type: 'integer', example: 30 })
  readonly priority!: number;

  @ShownCredits('What was given.')
  readonly amountMicro!: string;

  @ShownCredits('What is left, held credits included.')
  readonly remainingMicro!: string;

  @ShownCredits('Of it, held by reservations (rule 23).')
  readonly heldMicro!: string;

  @ShownField({ description: 'Ended by an event: what is held is all that is left (rule 25).', example: false })
  readonly ended!: boolean;

  @ShownInstant('Pays usage from then on.')
  readonly eligibleFrom!: string;

  @ShownInstant('Pays usage before then; null: never expires.', { nullable: true })
  readonly expiresAt!: string | null;

  @ShownField({ description: 'What it may pay for.', type: GrantScopeViewDto })
  readonly scope!: GrantScopeViewDto;

  @ShownField({ description: 'What was paid for it; null: nothing.', type: CostBasisViewDto, nullable: true })
  readonly costBasis!: CostBasisViewDto | null;

  @ShownField({ description: 'What stays of it at its end; null: nothing.', type: RolloverViewDto, nullable: true })
  readonly rollover!: RolloverViewDto | null;
}

/** Rule 19: the amount is what is left and the sum of where the rest went. */
export class GrantDto extends SourceGrantDto {
  @ShownCredits('Of what is left, what usage in its scope could draw now (rule 25).')
  readonly availableMicro!: string;

  @ShownCredits('Of what is left, expired but not taken yet (rule 14).')
  readonly lapsingMicro!: string;

  @ShownCredits('Of what is left, expired, and given anew when the period is sealed (rule 18).')
  readonly pendingRolloverMicro!: string;

  @ShownCredits('Used.')
  readonly consumedMicro!: string;

  @ShownCredits('Has repaid overage (rule 22).')
  readonly overageRepaidMicro!: string;

  @ShownCredits('Expired unused (rule 14).')
  readonly expiredMicro!: string;

  @ShownCredits('Given up at an upgrade, or above the rollover maximum (rules 18, 31).')
  readonly forfeitedMicro!: string;

  @ShownCredits('Given anew at the seal (rule 18).')
  readonly rolledOutMicro!: string;

  @ShownCredits('Sent to another account (rule 33).')
  readonly transferredOutMicro!: string;

  @ShownCredits('Given back for money or as a refund grant (rules 28, 32).')
  readonly refundedMicro!: string;

  @ShownCredits('Taken out by an operator.')
  readonly adjustedDownMicro!: string;
}

export class GrantPageDto {
  @ShownField({ description: 'By grant id, used-up ones included.', type: [GrantDto] })
  readonly items!: readonly GrantDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}
