import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { FORECAST_OUTCOMES, type ForecastOutcome } from '../../contract.js';

class BurnBasisDto {
  @ShownInstant('First instant.')
  readonly startsAt!: string;

  @ShownInstant('First instant after.')
  readonly endsAt!: string;

  @ShownField({ description: 'Complete calendar days: 7, or as many as there are.', type: 'integer', example: 7 })
  readonly days!: number;

  @ShownCredits('Used in these days, corrections taken in.')
  readonly usedMicro!: string;
}

class ForecastStepDto {
  @ShownInstant('First instant.')
  readonly startsAt!: string;

  @ShownInstant('When a grant expires or begins.')
  readonly endsAt!: string;

  @ShownCredits('Of grants that begin to pay when it starts; of the first step, all that is usable.')
  readonly begunMicro!: string;

  @ShownCredits('Used at the daily burn.')
  readonly burnedMicro!: string;

  @ShownCredits('Of grants that expire when it ends, unused.')
  readonly lapsedMicro!: string;

  @ShownCredits('Left when it ends: left before + begun − burned − lapsed.')
  readonly leftMicro!: string;
}

export class ForecastDto {
  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownInstant('When it was made.')
  readonly at!: string;

  @ShownField({
    description: 'Whether the allowance runs out, or why no day can be named.',
    enum: FORECAST_OUTCOMES,
    example: 'runs_out',
  })
  readonly outcome!: ForecastOutcome;

  @ShownInstant('When nothing usable is left; null unless it `runs_out`.', { nullable: true })
  readonly runsOutAt!: string | null;

  @ShownInstant('The renewal, expiry or horizon up to which it lasts; null for other outcomes.', { nullable: true })
  readonly boundAt!: string | null;

  @ShownField({
    description: 'What the burn is the mean of; null: no day is complete.',
    type: BurnBasisDto,
    nullable: true,
  })
  readonly basis!: BurnBasisDto | null;

  @ShownField({
    description: 'Mean in 24 hours, rounded half up; null without a basis. In micro-credits.',
    type: String,
    nullable: true,
    example: '1500000',
  })
  readonly dailyBurnMicro!: string | null;

  @ShownCredits('What is burned: neither held nor expired, unscoped or else all (rule 35).')
  readonly usableMicro!: string;

  @ShownInstant('Next renewal that brings credits; null: none.', { nullable: true })
  readonly renewalAt!: string | null;

  @ShownField({ description: 'From one expiry to the next.', type: [ForecastStepDto] })
  readonly steps!: readonly ForecastStepDto[];

  @ShownField({
    description: 'How it was computed, in words and figures.',
    type: [String],
    example: ['Burn: 50 used in 7 days; 50 / 7 = 7 in 24 hours, rounded.'],
  })
  readonly formula!: readonly string[];

  @ShownField({ description: 'Every event up to here is included.', type: 'integer', example: 1234 })
  readonly position!: number;
}
