import { KINDS, QUANTITY_MAX, TIERS, type Kind, type Tier } from '#libs/kernel/index.js';
import {
  AccountBalanceDto,
  AccountEffectDto,
  AccountParams,
  ChoiceField,
  IdField,
  IntegerField,
  ObjectField,
  ShownCredits,
  ShownField,
  ShownInstant,
  TextField,
} from '#libs/platform/http/index.js';
import { TTL_MAX_MS } from '../../application/reservations.js';

export class ReservationParams extends AccountParams {
  @IdField({ description: 'Id of the reservation.', example: 'call-7f3a' })
  readonly reservation!: string;
}

type Maximum = { readonly [kind in Kind]?: number };

/** One optional member per kind, named like the quantities of a usage event; the decorators follow the class. */
export const MaximumDto = class MaximumDto {} as new () => Maximum;

for (const kind of KINDS) {
  const field = IntegerField({
    description: `The most there can be of \`${kind}\`.`,
    min: 0,
    max: QUANTITY_MAX,
    optional: true,
    ...(kind === 'input' && { example: 1_200 }),
    ...(kind === 'output' && { example: 4_096 }),
  });
  field(MaximumDto.prototype as object, kind);
}

export class ReserveDto {
  @IdField({ description: 'Id of the reservation, new per call or agent run.', example: 'call-7f3a' })
  readonly reservation!: string;

  @IdField({ description: 'Who in a household or team makes the call.', optional: true, example: 'm-7' })
  readonly member?: string;

  @IdField({ description: 'The partner application it is made for.', optional: true, example: 'notes' })
  readonly app?: string;

  @TextField({ description: 'The model that is asked.', maxLength: 128, example: 'qwen-max' })
  readonly model!: string;

  @ChoiceField({
    description: 'Speed and price class; absent: standard.',
    of: TIERS,
    optional: true,
    example: 'standard',
  })
  readonly tier?: Tier;

  @ObjectField(MaximumDto, {
    description: 'The most the call can use. Without `output` the bound of the service is reserved for it.',
    example: { input: 1_200, output: 4_096 },
  })
  readonly maximum!: Maximum;

  @IntegerField({
    description: 'Seconds until it ends by itself; absent: an hour.',
    min: 1,
    max: TTL_MAX_MS / 1_000,
    optional: true,
    example: 600,
  })
  readonly ttlSeconds?: number;
}

export class ReservationBalanceDto extends AccountBalanceDto {
  @ShownCredits('What unscoped usage could draw now (rule 25).')
  readonly availableMicro!: string;
}

class ReservationCommandAnswerDto extends AccountEffectDto {
  @ShownField({ description: 'The reservation.', example: 'call-7f3a' })
  readonly reservation!: string;

  @ShownField({ description: 'After the newest event known to the writer.', type: ReservationBalanceDto })
  readonly balance!: ReservationBalanceDto;
}

export class ReservedDto extends ReservationCommandAnswerDto {
  @ShownCredits('What is held: the maximum, priced by the tariff in force.')
  readonly heldMicro!: string;

  @ShownCredits('The part of it that is held of the overage headroom, not of grants (rule 22).')
  readonly headroomMicro!: string;

  @ShownInstant('When it ends by itself.')
  readonly expiresAt!: string;
}

export class ReleasedDto extends ReservationCommandAnswerDto {
  @ShownCredits('Free again, overage headroom included.')
  readonly returnedMicro!: string;

  @ShownCredits('What returned to grants that had expired meanwhile, and is gone (rule 25).')
  readonly expiredMicro!: string;
}
