import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';

/** What whoever calls models for an account must know of it, and nothing that was bought or done. */
export class StandingDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownInstant('When it was judged.')
  readonly at!: string;

  @ShownField({
    description: 'Gateways that never reserve should stop calling for the account (rule 22).',
    example: false,
  })
  readonly blocked!: boolean;

  @ShownCredits('What unscoped usage could draw now (rule 25).')
  readonly availableMicro!: string;

  @ShownField({ description: 'Every event of the account up to here is in it.', type: 'integer', example: 1234 })
  readonly position!: number;
}
