import { ShownCredits, ShownField } from './shown-field.js';

/** The answer to an accepted command; the same again when it comes again with its key. */
export class CommandAnswerDto {
  @ShownField({ description: 'Send it as `min_position` to read your own write.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownField({ description: 'True when the key had its effect before and nothing new was recorded.', example: false })
  readonly replayed!: boolean;
}

/** Of a command that has its effect on one account. */
export class AccountEffectDto extends CommandAnswerDto {
  @ShownField({ description: 'The account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({ description: "Place of the effect in the account's history.", type: 'integer', example: 17 })
  readonly revision!: number;
}

export class AccountBalanceDto {
  @ShownCredits('Over all grants, reserved credits included.')
  readonly remainingMicro!: string;

  @ShownCredits('Held by open reservations (rule 23).')
  readonly reservedMicro!: string;

  @ShownCredits('Usage no grant paid, still open (rule 21).')
  readonly overageMicro!: string;
}

export class AccountCommandAnswerDto extends AccountEffectDto {
  @ShownField({ description: 'After the newest event known to the writer.', type: AccountBalanceDto })
  readonly balance!: AccountBalanceDto;
}
