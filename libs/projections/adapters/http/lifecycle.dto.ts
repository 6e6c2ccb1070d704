import { ShownCredits, ShownField } from '#libs/platform/http/index.js';
import { GRANT_SOURCES, type GrantSource } from '#libs/ledger/contract.js';

class GrantSumsDto {
  @ShownField({ description: 'How many.', type: 'integer', example: 3 })
  readonly grants!: number;

  @ShownCredits('Given: the sum of everything below but what is held.')
  readonly issuedMicro!: string;

  @ShownCredits('Active: not used yet, held credits included.')
  readonly remainingMicro!: string;

  @ShownCredits('Of what remains, held by reservations (rule 23).')
  readonly heldMicro!: string;

  @ShownCredits('Used, corrections taken in.')
  readonly consumedMicro!: string;

  @ShownCredits('Repaid overage of earlier usage (rule 22).')
  readonly overageRepaidMicro!: string;

  @ShownCredits('Taken when they expired (rule 14).')
  readonly expiredMicro!: string;

  @ShownCredits('Given up at a rollover or an upgrade (rules 18, 31).')
  readonly forfeitedMicro!: string;

  @ShownCredits('Carried into a rollover grant (rule 18).')
  readonly rolledOutMicro!: string;

  @ShownCredits('Sent to another account, those that came back taken off (rule 33).')
  readonly transferredOutMicro!: string;

  @ShownCredits('Refunded in money or as a refund grant (rules 28, 32).')
  readonly refundedMicro!: string;

  @ShownCredits('Taken out by an operator.')
  readonly adjustedDownMicro!: string;
}

class SourceSumsDto extends GrantSumsDto {
  @ShownField({ description: 'Where the credits came from.', enum: GRANT_SOURCES })
  readonly source!: GrantSource;
}

class MovedInDto {
  @ShownCredits('Issued as rollover grants.')
  readonly rolledInMicro!: string;

  @ShownCredits('Issued for transfers that came in.')
  readonly transferredInMicro!: string;

  @ShownCredits('Issued as refund grants (rule 28).')
  readonly refundGrantsMicro!: string;
}

class OverageSumsDto {
  @ShownField({ description: 'How many.', type: 'integer', example: 1 })
  readonly buckets!: number;

  @ShownCredits('Usage no grant paid: the sum of everything below.')
  readonly createdMicro!: string;

  @ShownCredits('Still owed.')
  readonly openMicro!: string;

  @ShownCredits('Repaid by grants.')
  readonly repaidMicro!: string;

  @ShownCredits('Billed at a seal.')
  readonly billedMicro!: string;

  @ShownCredits('Written off at a seal.')
  readonly writtenOffMicro!: string;

  @ShownCredits('Undone by corrections (rule 28).')
  readonly reversedMicro!: string;
}

export class LifecycleDto {
  @ShownField({
    description: 'Id of the account; null: the whole ledger.',
    type: String,
    nullable: true,
    example: null,
  })
  readonly account!: string | null;

  @ShownField({ description: 'Over all grants (rule 19).', type: GrantSumsDto })
  readonly granted!: GrantSumsDto;

  @ShownField({ description: 'The same by where the credits came from.', type: [SourceSumsDto] })
  readonly bySource!: readonly SourceSumsDto[];

  @ShownField({ description: 'Of what was issued, what had been in another grant before.', type: MovedInDto })
  readonly movedIn!: MovedInDto;

  @ShownField({ description: 'Over all overage buckets (rule 21).', type: OverageSumsDto })
  readonly overage!: OverageSumsDto;

  @ShownField({
    description: 'Rules 19 and 21 hold for each grant and each bucket: checked while they were summed.',
    example: true,
  })
  readonly addsUp!: boolean;

  @ShownField({ description: 'Every event up to here is included.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownField({
    description: 'No event after this is included; later than `position` where the ledger grew meanwhile.',
    type: 'integer',
    example: 1234,
  })
  readonly untilPosition!: number;
}
