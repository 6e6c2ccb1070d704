import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';

class AsOfGrantDto {
  @ShownField({ description: 'Id of the grant.', example: 'grant-1' })
  readonly grant!: string;

  @ShownCredits('What it held then; negative where its usage happened before it could pay.')
  readonly remainingMicro!: string;
}

/** What an account held at another time, or by what was known at another time (rule 11). */
export class AsOfBalanceDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownInstant('What had taken effect by then is in it.')
  readonly at!: string;

  @ShownInstant('What had been recorded by then is in it.')
  readonly knownAt!: string;

  @ShownCredits('Over all grants, held credits included.')
  readonly remainingMicro!: string;

  @ShownCredits('Usage no grant paid, open then (rule 21).')
  readonly overageMicro!: string;

  @ShownField({ description: 'Grants that were not empty, in order of their first credits.', type: [AsOfGrantDto] })
  readonly grants!: readonly AsOfGrantDto[];

  @ShownField({ description: "Last event of the account's history that was known.", type: 'integer', example: 17 })
  readonly revision!: number;

  @ShownField({ description: 'Its place in the ledger.', type: 'integer', example: 1234 })
  readonly position!: number;
}
