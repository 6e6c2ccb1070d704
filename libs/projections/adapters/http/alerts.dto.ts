import { ShownCredits, ShownField, ShownInstant } from '#libs/platform/http/index.js';
import { NEXT } from './queries.dto.js';

const ALERT_STATES = ['fired', 'cleared'] as const;
const ALERT_KINDS = ['percent', 'floor'] as const;

export class AlertDto {
  @ShownField({ description: 'The same for ever.', example: 'acc-1001/percent-80/2' })
  readonly id!: string;

  @ShownField({ description: 'Id of the account.', example: 'acc-1001' })
  readonly account!: string;

  @ShownField({
    description: 'Whose limit is watched; null: the credits of the account.',
    type: String,
    nullable: true,
    example: null,
  })
  readonly member!: string | null;

  @ShownField({ description: 'Share of the base used, or credits remaining.', enum: ALERT_KINDS })
  readonly kind!: (typeof ALERT_KINDS)[number];

  @ShownField({ description: 'Percent, or micro-credits.', type: String, example: '80' })
  readonly threshold!: string;

  @ShownField({ description: 'Starts anew with each rise of the base (rule 35).', type: 'integer', example: 2 })
  readonly generation!: number;

  @ShownField({ description: 'Whether it still holds.', enum: ALERT_STATES })
  readonly state!: (typeof ALERT_STATES)[number];

  @ShownInstant('When the threshold was crossed.')
  readonly firedAt!: string;

  @ShownInstant('When it no longer held.', { nullable: true })
  readonly clearedAt!: string | null;

  @ShownCredits('Base B when it fired (rule 35); of a member, the limit.')
  readonly baseMicro!: string;

  @ShownCredits('What remained of B when it fired; of a member, negative beyond the limit.')
  readonly remainingMicro!: string;

  @ShownField({ description: 'Of the event that crossed the threshold.', type: 'integer', example: 1234 })
  readonly position!: number;

  @ShownField({
    description: 'Of the event that cleared it; null while it holds.',
    type: 'integer',
    nullable: true,
    example: null,
  })
  readonly clearedPosition!: number | null;
}

export class AlertPageDto {
  @ShownField({ description: 'Oldest first.', type: [AlertDto] })
  readonly items!: readonly AlertDto[];

  @ShownField({ description: NEXT, type: String, nullable: true, example: null })
  readonly next!: string | null;
}
